"""A studio in which people book, pay, change and cancel in whatever order (test_any_order_of_classes.py)."""

from decimal import Decimal

from django.utils import timezone
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.keeping import keep_places
from bookings.lifecycle import (
    Details,
    bulk_create_bookings,
    cancel_booking,
    confirm_booking,
    confirm_or_decline_booking,
    create_booking,
    decline_booking,
    record_payment,
    reschedule_booking,
    update_number_of_participants,
)
from bookings.lifecycle.bulk import Item
from bookings.models import Booking
from bookings.places import Pool
from bookings.states import FlowFlag, PaymentStatus, Status
from services.models import Business
from tests.bookings.any_order import AnyOrder
from tests.bookings.classes.evening import course, evening, yoga
from tests.factories import OwnerFactory

VISITOR, SYSTEM = Actor.visitor(), Actor.system()
which, people = st.integers(0, 30), st.integers(1, 3)


class Studio(AnyOrder):
    @initialize()
    def studio(self):
        self.owner = Actor.owner(OwnerFactory())
        rules = {"customer_may_cancel": True, "customer_may_reschedule": True, "waitlist": True}
        self.now = timezone.now().replace(hour=9)
        self.services = [
            yoga(places=3, policy=rules),
            yoga(places=3, policy=rules | {"needs_approval": True, "requests_affect_availability": True}),
            course(dates=2, places=3, policy=rules),
        ]
        self.sessions = [evening(service, days) for service in self.services[:2] for days in (0, 1)]

    def somebody(self):
        return Details(first_name="Ana", email=f"c{Booking.objects.count()}@example.com")

    @rule(number=which, count=people, held=st.booleans(), forced=st.booleans())
    def book(self, number, count, held, forced):
        session = self.sessions[number % 4]

        def act():
            hold = None
            if held:
                kept = keep_places(
                    service=session.service,
                    pools=[Pool(session_id=session.pk)],
                    visitor=str(number),
                    now=self.now,
                    business=Business.objects.current(),
                    participants=count,
                )
                hold = next(iter(kept.holds.values()), None)
            return create_booking(
                service=session.service,
                slot=Slot(session.service_id, session_id=session.pk),
                details=self.somebody(),
                by=self.owner if forced else VISITOR,
                now=self.now,
                total_participants=count,
                hold=hold,
                flow_control=[FlowFlag.SKIP_AVAILABILITY_VALIDATION] if forced else [],
            )

        self.attempt(act)

    @rule(count=people)
    def book_the_course(self, count):
        service = self.services[2]
        self.attempt(
            lambda: create_booking(
                service=service,
                schedule=service.schedule,
                details=self.somebody(),
                by=VISITOR,
                now=self.now,
                total_participants=count,
            )
        )

    @rule(number=st.integers(0, 1), count=people)
    def book_both_dates(self, number, count):
        service = self.services[number]
        items = [Item(Slot(service.pk, session_id=each.pk)) for each in self.sessions if each.service == service]
        self.attempt(
            lambda: bulk_create_bookings(
                items,
                service=service,
                details=self.somebody(),
                party={"total_participants": count},
                by=VISITOR,
                now=self.now,
            )
        )

    @rule(number=which, status=st.sampled_from([PaymentStatus.NOT_PAID, PaymentStatus.PAID, None]))
    def decide(self, number, status):
        if booking := self.pick(number):
            self.attempt(lambda: confirm_or_decline_booking(booking, by=SYSTEM, now=self.now, payment_status=status))

    @rule(number=which)
    def pay(self, number):
        booking = self.pick(number)
        if booking and not booking.amount_paid and booking.status == Status.CREATED:
            paid = Decimal(booking.price)
            self.attempt(lambda: record_payment(booking, by=SYSTEM, now=self.now, completed=True, in_person=paid))

    @rule(number=which, verb=st.sampled_from([confirm_booking, decline_booking, cancel_booking]))
    def owner_acts(self, number, verb):
        if booking := self.pick(number):
            self.attempt(lambda: verb(booking, by=self.owner, now=self.now))

    @rule(number=which)
    def customer_cancels(self, number):
        if booking := self.pick(number):
            self.attempt(lambda: cancel_booking(booking, by=VISITOR, now=self.now))

    @rule(number=which, count=people, by_owner=st.booleans())
    def others_come(self, number, count, by_owner):
        by = self.owner if by_owner else VISITOR
        if booking := self.pick(number):
            self.attempt(lambda: update_number_of_participants(booking, total_participants=count, by=by, now=self.now))

    @rule(number=which, to=st.integers(0, 3))
    def another_date(self, number, to):
        if booking := self.pick(number):
            slot = Slot(booking.service_id, session_id=self.sessions[to].pk)
            self.attempt(lambda: reschedule_booking(booking, slot=slot, by=VISITOR, now=self.now))
