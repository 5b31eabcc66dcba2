"""The ledger finds each way in which money can be lost or made up, to the cent (domain.md section 13, rule 2)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Booking
from checkout.audit import audit
from checkout.ledger import ledger
from checkout.models import Checkout, Coupon, CreditPot, Payment, Refund, Retained, Share
from checkout.operations import mark_paid
from checkout.tasks import settle_payments
from tests.checkout.operations.steps import begun, online_service, opened
from tests.factories import CouponFactory, CreditPotFactory, OwnerFactory, PaymentFactory

pytestmark = pytest.mark.django_db
CENT = Decimal("0.01")


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def paid(sandbox_online, commits, owner):
    """20 of 55 by card, 35 in hand."""
    checkout, booking = opened(online_service())
    sandbox_online.choose(begun(checkout, "deposit"), "pay")
    with commits():
        sandbox_online.deliver()
        mark_paid(booking, by=owner, now=timezone.now())
    booking.refresh_from_db()
    return booking


@pytest.fixture
def canceled(paid, commits, owner):
    """All of the card's went back; the 35 in hand are kept."""
    Booking.objects.update(cancel_until=timezone.now() - timedelta(hours=1), deposit=35)
    with commits():
        cancel_booking(paid, by=Actor.visitor(), now=timezone.now())
        settle_payments()
    return paid


def broken():
    """The names of the rules that don't hold, an hour later; "sum" where all of it does not add up."""
    counts, equation = ledger(timezone.now() + timedelta(hours=1))
    names = {name for name in counts.__slots__ if getattr(counts, name)}
    return names | ({"sum"} if equation.difference else set())


def test_the_equation_of_a_booking_that_stands(paid):
    _counts, equation = ledger(timezone.now())
    assert (equation.captured, equation.bookings, equation.refunded, equation.retained) == (55, 55, 0, 0)
    assert broken() == set()


def test_the_equation_of_one_that_was_canceled_late(canceled):
    _counts, equation = ledger(timezone.now())
    assert (equation.captured, equation.bookings, equation.refunded, equation.retained) == (55, 0, 20, 35)
    assert broken() == set()


def test_a_booking_that_says_a_cent_too_much_or_too_little(paid):
    Booking.objects.update(amount_paid=Decimal(55) + CENT)
    assert broken() == {"paid", "sum", "nowhere"}
    Booking.objects.update(amount_paid=Decimal(55) - CENT)
    assert broken() == {"paid", "sum", "status"}


def test_two_bookings_whose_errors_would_cancel_out(paid):
    """What one has too much, another has too little."""
    other = opened(online_service())[1]
    Booking.objects.filter(pk=paid.pk).update(amount_paid=54, payment_status="partially_paid")
    Booking.objects.filter(pk=other.pk).update(amount_paid=1, payment_status="partially_paid")
    assert broken() == {"paid"}


def test_a_refund_that_the_booking_does_not_know(canceled):
    Booking.objects.update(amount_refunded=Decimal(20) - CENT)
    assert broken() == {"refunded", "sum", "nowhere"}


def test_more_in_hand_than_was_taken_so(paid):
    Booking.objects.update(amount_in_hand=Decimal(35) + CENT)
    assert broken() == {"in_hand"}


def test_what_is_kept_without_a_reason(canceled):
    Retained.objects.all().delete()
    assert broken() == {"retained"}


def test_money_of_an_ended_booking_that_nobody_sends_back(paid):
    Booking.objects.update(status="canceled", session=None, takes_places=False)
    assert broken() == {"nowhere"}


def test_what_is_under_way_is_no_finding(canceled):
    Refund.objects.update(state="requested", done_at=None)
    Payment.objects.filter(gateway="sandbox").update(state="captured")
    Booking.objects.update(amount_refunded=0)
    assert broken() == set()
    assert ledger(timezone.now())[1].going_back == 20


def test_more_back_and_kept_than_was_paid(canceled):
    Booking.objects.update(amount_retained=Decimal(35) + CENT)
    assert broken() == {"overdrawn", "retained"}


def test_called_paid_without_its_money(paid):
    Booking.objects.update(price=Decimal(55) + CENT)
    assert broken() == {"status"}


def test_a_payment_that_is_not_all_shared_out(paid):
    Share.objects.filter(amount=20).update(amount=19)
    assert broken() == {"shared", "paid"}


def test_more_given_back_than_was_taken(canceled):
    Refund.objects.update(amount=Decimal(20) + CENT)
    assert broken() == {"given_back", "refunded", "sum"}


def test_a_second_attempt_that_was_kept(paid):
    checkout = Checkout.objects.get(bookings=paid)
    PaymentFactory(checkout=checkout, number=9, state="captured", amount=20, amount_captured=20)
    assert broken() == {"surplus"}


def test_a_state_that_the_money_does_not_match(paid):
    Payment.objects.filter(gateway="sandbox").update(state="refunded")
    assert broken() == {"state"}


def test_the_command_prints_the_equation_and_fails_by_it(paid, capsys):
    call_command("audit")
    assert capsys.readouterr().out.split()[:4] == ["captured", "€55.00", "bookings", "€55.00"]
    Booking.objects.update(amount_paid=54)
    with pytest.raises(CommandError):
        call_command("audit")


def test_a_pot_and_a_coupon_that_count_wrongly(db):
    CreditPotFactory(), CouponFactory()
    assert audit(timezone.now()) == []
    CreditPot.objects.update(used=1)
    Coupon.objects.update(used=1)
    assert [finding.rule for finding in audit(timezone.now())] == [2, 2]
