"""Every wake-up is lost: the sweep alone finds what money still has to do (domain.md section 12)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, confirm_booking, decline_booking, update_number_of_participants
from bookings.models import Booking
from checkout.audit import audit
from checkout.ledger import ledger
from checkout.models import Payment, Refund, Retained
from checkout.operations import begin_balance, look_up, mark_paid
from checkout.tasks import settle_payments
from tests.checkout.operations.parties import paying
from tests.checkout.operations.steps import VISITOR, begun, online_service, opened
from tests.factories import OwnerFactory

pytestmark = pytest.mark.django_db
ADDRESSES = {"return_url": "http://testserver/back/", "cancel_url": "http://testserver/left/"}


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def paid(sandbox_online, commits):
    """A class for two, 80 paid; from here on nobody is woken: nothing of what follows runs after a commit."""
    booking, payment = paying(2)
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    return booking


def swept(booking):
    """Once round finds what is to be done, asks for it and does it."""
    settle_payments()
    settle_payments()
    booking.refresh_from_db()
    counts, equation = ledger(timezone.now() + timedelta(hours=1))
    assert not any(getattr(counts, name) for name in counts.__slots__)
    assert (equation.difference, equation.going_back, audit(timezone.now())) == (0, 0, [])
    return booking


def test_the_capture_of_what_was_confirmed(requested, owner):
    confirm_booking(requested, by=owner, now=timezone.now())
    assert (swept(requested).amount_paid, Payment.objects.get().state) == (55, "captured")


def test_the_release_of_what_was_declined(requested, owner):
    decline_booking(requested, by=owner, now=timezone.now())
    assert (swept(requested).amount_authorised, Payment.objects.get().state) == (0, "voided")


def test_the_refund_of_what_was_canceled(paid, owner):
    cancel_booking(paid, by=owner, now=timezone.now(), with_refund=True)
    assert (swept(paid).amount_refunded, Payment.objects.get().state) == (80, "refunded")


def test_the_refund_of_those_who_left(paid):
    update_number_of_participants(paid, total_participants=1, by=VISITOR, now=timezone.now())
    assert (swept(paid).amount_refunded, paid.payment_status) == (40, "paid")


def test_the_reason_of_what_is_kept(paid, owner):
    cancel_booking(paid, by=owner, now=timezone.now())
    assert swept(paid).amount_retained == 80
    assert list(Retained.objects.values_list("amount", "reason")) == [(80, "CANCELED_BY_BUSINESS")]


def test_what_the_bank_has_when_the_business_keeps_what_was_paid_in_person(sandbox_online, commits, owner):
    """20 by card, 35 in hand; 20 kept are of those in hand, so all of the card's go back."""
    checkout, booking = opened(online_service())
    sandbox_online.choose(begun(checkout, "deposit"), "pay")
    with commits():
        sandbox_online.deliver()
        mark_paid(booking, by=owner, now=timezone.now())
    Booking.objects.update(cancel_until=timezone.now() - timedelta(hours=1))
    cancel_booking(booking, by=VISITOR, now=timezone.now())
    settle_payments()
    booking.refresh_from_db()
    assert list(Refund.objects.values_list("amount", "state", "by_hand")) == [(20, "done", False)]
    assert (booking.amount_in_hand, booking.amount_retained) == (35, 20)


def test_a_surplus(sandbox_online, commits):
    checkout, booking = opened(online_service())
    late = begun(checkout, "deposit")
    sandbox_online.choose(late, "pay_late", delay=60)
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    sandbox_online.deliver(timezone.now() + timedelta(minutes=2))
    assert swept(booking).amount_refunded == 0
    assert list(Refund.objects.values_list("payment", "amount", "state")) == [(late.pk, 20, "done")]


def test_a_balance_that_was_paid_in_person_meanwhile(sandbox_online, commits, owner):
    checkout, booking = opened(online_service())
    sandbox_online.choose(begun(checkout, "deposit"), "pay")
    with commits():
        sandbox_online.deliver()
    rest = begin_balance(booking, now=timezone.now(), **ADDRESSES)
    mark_paid(booking, by=owner, now=timezone.now())
    sandbox_online.choose(rest, "pay")
    look_up(rest, now=timezone.now())
    booking = swept(booking)
    assert (booking.amount_paid, booking.amount_refunded, booking.payment_status) == (90, Decimal(35), "paid")
    assert Refund.objects.get().reason == "PAID_TWICE"
