"""cancel_booking and what it costs: domain.md section 3."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, cancel_terms
from bookings.models import Occupancy, Session
from tests.bookings.making import VISITOR, book, pay
from tests.factories import OwnerFactory, PolicyFactory, ServiceFactory, UserFactory, hour

pytestmark = pytest.mark.django_db


def paid_booking(late_cancel="refused", **policy):
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=1440, late_cancel=late_cancel, **policy)
    service = ServiceFactory(policy=policy, price=Decimal(55), deposit=Decimal(20), pay_online=True)
    return pay(book(service, hour("10:00")), Decimal(30))


BEFORE, AFTER = timedelta(hours=25), timedelta(hours=23)


@pytest.mark.parametrize(
    ("late_rule", "ahead", "allowed", "refund", "kept"),
    [
        ("refused", BEFORE, True, 30, 0),
        ("refused", AFTER, False, 0, 30),
        ("keep_deposit", BEFORE, True, 30, 0),
        ("keep_deposit", AFTER, True, 10, 20),
        ("keep_all", AFTER, True, 0, 30),
        ("keep_all", timedelta(0), False, 0, 30),
    ],
)
def test_what_a_customer_gets_back(late_rule, ahead, allowed, refund, kept):
    terms = cancel_terms(paid_booking(late_rule), by=VISITOR, now=hour("10:00") - ahead)
    assert (terms.allowed, terms.refund, terms.kept) == (allowed, refund, kept)


def test_an_owner_decides_about_the_money():
    booking, owner = paid_booking(), Actor.owner(OwnerFactory())
    terms = [cancel_terms(booking, by=owner, now=timezone.now(), with_refund=flag) for flag in (True, False)]
    assert [(term.refund, term.kept) for term in terms] == [(30, 0), (0, 30)]


def test_a_canceled_appointment_leaves_no_trace_on_the_calendar():
    booking = cancel_booking(paid_booking(), by=VISITOR, now=timezone.now())
    assert (booking.status, booking.session) == ("canceled", None)
    assert (Session.objects.count(), Occupancy.objects.count()) == (0, 0)
    assert booking.messages.get(kind="reminder").state == "dropped"
    assert booking.messages.filter(kind="canceled").count() == 1


def test_a_customer_can_not_cancel_where_the_policy_does_not_say_so():
    booking = book(ServiceFactory(), hour("10:00"))
    with pytest.raises(errors.BookingPolicyViolation):
        cancel_booking(booking, by=VISITOR, now=timezone.now())
    booking.refresh_from_db()
    assert booking.status == "confirmed"


def test_what_is_kept_is_written_with_the_move():
    booking = cancel_booking(paid_booking("keep_deposit"), by=VISITOR, now=hour("10:00") - AFTER)
    assert booking.amount_retained == 20
    assert booking.events.last().after["amount_retained"] == "20.000"


def test_a_stale_form_is_told_so():
    booking = paid_booking()
    with pytest.raises(errors.RevisionConflict):
        cancel_booking(booking, by=VISITOR, now=timezone.now(), revision=booking.revision - 1)


def test_staff_without_the_permission_may_not():
    with pytest.raises(errors.UnauthorizedOperation):
        cancel_booking(paid_booking(), by=Actor.owner(UserFactory()), now=timezone.now())


def test_it_can_not_be_canceled_twice():
    booking = cancel_booking(paid_booking(), by=VISITOR, now=timezone.now())
    with pytest.raises(errors.InvalidMove):
        cancel_booking(booking, by=VISITOR, now=timezone.now())
