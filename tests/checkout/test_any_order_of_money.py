"""Whatever is paid, refused, lost, told twice, given back or disputed in whatever order: the books add up to the cent
after every step, and when all has settled the provider's own books say the same."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from bookings.models import Booking
from bookings.states import FINAL, Status
from checkout.audit import audit
from checkout.ledger import ledger
from checkout.models import Payment, PaymentState, Refund
from checkout.operations import apply_report, look_up
from checkout.operations.refused import given_another_way, retry_refund
from checkout.tasks import expire_checkouts, settle_payments
from tests.checkout.till import Till

which, few, either = st.integers(0, 30), st.integers(1, 3), st.booleans()
ways = st.sampled_from(["deposit", "everything", "in_person"])
moods = st.sampled_from(["well", "well", "down", "mute", "no"])
there = st.sampled_from(["lapse", "dispute", "won", "lost", "here"])
notices = st.integers(0, 2)
# All as often as each other, but for what ends bookings and makes them smaller.
ACTS = [
    ("book", {"number": which, "dates": few, "count": few, "way": ways}),
    ("choose_again", {"number": which, "way": ways}),
    ("begin_the_balance", {"number": which}),
    ("decide", {"number": which, "yes": either, "by_word": either}),
    *[("cancel", {"number": which, "by_owner": either, "back": either, "late": either})] * 3,
    *[("change_party", {"number": which, "count": few, "by_owner": either, "back": either})] * 2,
    ("reschedule", {"number": which, "to": st.integers(0, 2)}),
    ("in_person", {"number": which, "amount": st.sampled_from([None, Decimal("5.05")]), "given": either}),
    (
        "give_back_a_part",
        {"number": which, "amount": st.sampled_from([Decimal("1.01"), Decimal(10)]), "by_hand": either},
    ),
    ("pay", {"number": which, "refused": either, "notices": notices}),
    ("pay_twice", {"number": which, "dates": few, "notices": notices}),
    ("elsewhere", {"number": which, "what": there, "notices": notices}),
    ("hear_it_late", {"number": which, "first": either}),
    ("weather", {"mood": moods, "awake": either}),
    ("solve_a_refusal", {"number": which, "again": either}),
    ("leave", {"number": which}),
    *[("sweep", {})] * 2,
]


class Money(Till):
    late: list = []

    @rule(act=st.one_of([st.tuples(st.just(name), st.fixed_dictionaries(how)) for name, how in ACTS]))
    def something_happens(self, act):
        name, how = act
        self.now = timezone.now()
        getattr(self, name)(**how)

    def pay(self, number, refused, notices):
        """`notices`: how often we hear of it; not at all, and the return or the sweep finds out."""
        payment = self.payment(number)
        self.company.pay(payment.provider_id, refused=refused)
        self.hear(payment, notices)

    def pay_twice(self, number, dates, notices):
        """The deposit, and before anybody hears of it all of it too, on another page."""
        checkout = self.book(number, dates, 1, "deposit")
        for way in ("deposit", "everything"):
            self.go_on(checkout, way)
            for payment in checkout.payments.exclude(provider_id=""):
                self.company.pay(payment.provider_id)
        for payment in checkout.payments.exclude(provider_id=""):
            self.hear(payment, notices)

    def elsewhere(self, number, what, notices):
        payment = self.payment(number)
        at = payment.provider_id
        {
            "lapse": lambda: self.company.lapse(at),
            "dispute": lambda: self.company.dispute(at),
            "won": lambda: self.company.decide_dispute(at, lost=False),
            "lost": lambda: self.company.decide_dispute(at, lost=True),
            "here": lambda: self.company.give_back_here(at, Decimal("12.34")),
        }[what]()
        self.hear(payment, notices)

    def hear_it_late(self, number, first):
        """What is reported now is heard when it is not so any more."""
        payment = self.payment(number)
        if first or not self.late:
            self.late = [*self.late, (payment.pk, self.company.pages[payment.provider_id].report(), timezone.now())]
        else:
            pk, report, asked_at = self.late[number % len(self.late)]
            self.attempt(lambda: apply_report(Payment.objects.get(pk=pk), report, now=asked_at))

    def weather(self, mood, awake):
        self.company.mood, self.awake = mood, awake

    def solve_a_refusal(self, number, again):
        refused = list(Refund.objects.filter(state="failed").order_by("pk"))
        if refused:
            act = retry_refund if again else given_another_way
            self.attempt(lambda: act(refused[number % len(refused)], by=self.owner, now=self.now))

    def leave(self, number):
        if booking := self.pick(number):
            Booking.objects.filter(pk=booking.pk).update(checkout_expires_at=self.now - timedelta(minutes=1))
            self.attempt(expire_checkouts)

    def sweep(self):
        Refund.objects.filter(state="requested").update(retry_at=timezone.now())
        Payment.objects.update(retry_at=None)
        self.attempt(settle_payments)

    def hear(self, payment, times):
        for _ in range(times):
            self.attempt(lambda: look_up(payment, now=timezone.now()))

    @invariant()
    def the_books_add_up(self):
        assert audit(self.now) == []

    @invariant()
    def nothing_is_called_paid_without_its_money(self):
        for booking in Booking.objects.filter(status=Status.CONFIRMED, payment_status="paid"):
            assert booking.amount_paid - booking.amount_refunded - booking.amount_retained >= booking.price

    def teardown(self):
        try:
            self.settle_all()
        finally:
            super().teardown()

    def settle_all(self):
        """The company is well again, nobody nudges, and the sweeps have come round."""
        self.awake, self.company.mood = False, "well"
        for page in self.company.pages:
            self.company.decide_dispute(page, lost=False)
        Booking.objects.filter(status=Status.CREATED).update(checkout_expires_at=self.now - timedelta(minutes=1))
        for _ in range(3):
            for payment in Payment.objects.exclude(provider_id=""):
                look_up(payment, now=timezone.now())
            expire_checkouts()
            self.decide_all()
            self.sweep()
        self.all_is_settled()

    def all_is_settled(self):
        counts, equation = ledger(timezone.now() + timedelta(hours=1))
        assert ({name for name in counts.__slots__ if getattr(counts, name)}, equation.difference) == (set(), 0)
        assert not Refund.objects.filter(state="requested").exists()
        assert not Booking.objects.filter(status__in=[Status.CREATED, Status.PENDING]).exists()
        assert not Payment.objects.filter(state=PaymentState.AUTHORISED).exists()
        for booking in Booking.objects.filter(status__in=FINAL):
            refused = sum(
                Refund.objects.filter(line__booking=booking, state="failed").values_list("amount", flat=True)
            )
            left = booking.amount_paid - booking.amount_refunded - booking.amount_retained
            assert min(left, left + booking.amount_retained - booking.amount_in_hand) <= refused
        for payment in Payment.objects.exclude(provider_id=""):
            self.both_books_say_the_same(payment)

    def both_books_say_the_same(self, payment):
        page = self.company.pages[payment.provider_id]
        done = Refund.objects.filter(payment=payment, state="done")
        by_hand, ours = (sum(row.amount for row in done.filter(by_hand=how)) for how in (True, False))
        if payment.amount_captured:
            back = min(page.refunded, payment.amount_captured - by_hand)  # an alert says what went back twice
            assert (payment.amount_captured, ours) == (page.captured, back)
        else:
            assert page.captured == page.refunded


@pytest.mark.django_db
def test_any_order_of_money_adds_up(settings_online):
    run_state_machine_as_test(
        Money,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],  # a run is long enough; making it smaller takes minutes
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def settings_online(settings):
    settings.PAYMENT_GATEWAY = "sandbox"
