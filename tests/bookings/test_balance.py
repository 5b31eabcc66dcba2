"""What counts toward a price once people have left a booking that stands: domain.md section 12."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.balance import due, overpaid
from bookings.decisions import payment_status_of
from bookings.going_back import GoingBack, going_back
from bookings.lifecycle import cancel_terms, record_payment
from bookings.states import Status
from tests.bookings.making import SYSTEM, VISITOR
from tests.factories import BookingFactory, PolicyFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def booking():
    """Two came for 40 each and paid online; one left late, and the business kept 15 of it."""
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60, late_cancel="keep_all")
    service = ServiceFactory(of_class=True, policy=policy)
    paid = {"amount_paid": Decimal(80), "amount_retained": Decimal(15), "selected_payment_option": "online"}
    return BookingFactory.build(service=service, status=Status.CONFIRMED, price=Decimal(40), contact=None, **paid)


def test_what_was_kept_pays_for_nobody(booking):
    assert (overpaid(booking), due(booking)) == (25, 0)
    booking.price = Decimal(80)
    assert (overpaid(booking), due(booking)) == (0, 15)


def test_what_is_kept_for_who_left_leaves_the_rest_part_paid():
    amounts = {"price": Decimal(80), "paid": Decimal(80), "refunded": Decimal(0), "kept": Decimal(15)}
    assert payment_status_of(**amounts, exempt=False, by_plan=False, settled=True) == "partially_paid"


def test_what_is_too_much_for_a_booking_that_stands_goes_back():
    service = ServiceFactory(of_class=True)
    paid = {"price": Decimal(40), "amount_paid": Decimal(80), "status": Status.PENDING}
    booking = BookingFactory.build(service=service, contact=None, **paid)
    assert going_back(booking) == GoingBack(by_bank=Decimal(40))
    booking.amount_in_hand = Decimal(80)
    assert going_back(booking) == GoingBack(by_hand=Decimal(40))


def test_canceling_late_keeps_what_was_paid_for_those_who_had_stayed(booking):
    terms = cancel_terms(booking, by=VISITOR, now=hour("09:30"))
    assert (terms.kept, terms.refund) == (40, 25)


def test_marked_as_paid_nothing_is_left_to_pay():
    money = {"price": Decimal(80), "amount_paid": Decimal(80), "amount_refunded": Decimal(40)}
    booking = BookingFactory(status=Status.PENDING, **money)
    record_payment(booking, by=SYSTEM, now=timezone.now(), status="paid")
    assert (due(booking), booking.payment_status) == (0, "paid")
