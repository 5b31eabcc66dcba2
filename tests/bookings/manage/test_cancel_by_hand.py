"""Before it is canceled, a booking paid in person says that the business gives the money back, not the bank."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings import links
from bookings.going_back import GoingBack, going_back, would_go_back
from bookings.lifecycle import cancel_booking, record_payment
from bookings.models import Booking
from tests.bookings.making import SYSTEM, VISITOR, create, decide
from tests.factories import PolicyFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
STUDIO = "Estudio Argumosa"


@pytest.fixture
def made():
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60, late_cancel="keep_deposit")
    return create(ServiceFactory(policy=policy, pay_in_person=True, pay_online=True), hour("10:00"))


def paid(booking, *, online=0, at_the_visit=False):
    now = timezone.now()
    option = "online" if online else "offline"
    record_payment(booking, by=SYSTEM, now=now, completed=True, option=option, paid=Decimal(online))
    booking = decide(booking, "undefined")
    return record_payment(booking, by=SYSTEM, now=now, status="paid") if at_the_visit else booking


def late(booking):
    Booking.objects.filter(pk=booking.pk).update(cancel_until=timezone.now(), deposit=Decimal(10))


def offer(client, booking):
    found = client.get(links.path(booking)).context["cancel"]
    return found.sentence, found.button


def test_cash_is_given_back_by_the_business(client, made):
    sentence = f"Cancel now and {STUDIO} gives you back €40.00 in person."
    assert offer(client, paid(made, at_the_visit=True)) == (sentence, "Cancel this booking")


def test_of_a_deposit_and_its_rest_the_button_names_what_the_bank_sends(client, made):
    sentence = f"Cancel now and €10.00 comes back the way you paid; {STUDIO} gives you back €30.00 in person."
    assert offer(client, paid(made, online=10, at_the_visit=True)) == (sentence, "Cancel and refund €10.00")


def test_what_is_kept_comes_from_the_cash(client, made):
    booking = paid(made, at_the_visit=True)
    late(booking)
    sentence = f"Cancel now and {STUDIO} gives you back €30.00 in person and keeps €10.00."
    assert offer(client, booking) == (sentence, "Cancel this booking")


def test_all_three_ways_are_told_apart(client, made):
    booking = paid(made, online=10, at_the_visit=True)
    late(booking)
    sentence = f"Cancel now and €10.00 comes back the way you paid; {STUDIO} gives you back €20.00"
    sentence += " in person and keeps €10.00."
    assert offer(client, booking) == (sentence, "Cancel and refund €10.00")


def test_what_the_bank_sends_alone_is_on_the_button(client, made):
    sentence = "Cancel now and all €40.00 comes back to you. Your time opens to others at once."
    assert offer(client, paid(made, online=40)) == (sentence, "Cancel and refund €40.00")


def test_what_is_said_before_is_what_happens(made):
    booking = paid(made, online=10, at_the_visit=True)
    said = would_go_back(booking, Decimal(0))
    assert going_back(cancel_booking(booking, by=VISITOR, now=timezone.now())) == said == GoingBack(10, 30)
