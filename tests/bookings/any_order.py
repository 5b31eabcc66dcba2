"""What state machines over bookings have in common: one transaction for a whole run, rolled back at its end."""

from django.db import transaction
from hypothesis.stateful import RuleBasedStateMachine, invariant

from bookings.errors import BookingError
from bookings.models import Booking, Message
from bookings.states import FINAL, may_move


class AnyOrder(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.whole = transaction.atomic()
        self.whole.__enter__()
        self.seen: dict[int, str] = {}

    def teardown(self):
        transaction.set_rollback(True)
        self.whole.__exit__(None, None, None)

    def attempt(self, act):
        """A refusal with one of the named errors is fine; anything else is a bug."""
        try:
            with transaction.atomic():
                return act()
        except BookingError:
            return None

    def pick(self, number):
        bookings = list(Booking.objects.order_by("pk"))
        return bookings[number % len(bookings)] if bookings else None

    @invariant()
    def moves_are_of_section_two(self):
        for pk, status in Booking.objects.values_list("pk", "status"):
            before = self.seen.get(pk, status)
            assert status == before or may_move(before, status)
            assert before not in FINAL or status == before
            self.seen[pk] = status

    @invariant()
    def messages_are_said_once(self):
        what = ("booking", "kind", "channel", "recipient", "event", "for_start", "state")
        told = list(Message.objects.exclude(event=None, state__in=["dropped", "skipped"]).values_list(*what))
        assert len(told) == len(set(told))
