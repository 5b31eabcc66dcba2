"""A place from the waitlist that is paid online: in time, slowly, too late (journeys.md S2, S27)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.models import Alert, Hold
from bookings.states import PaymentStatus, Status
from bookings.tasks import serve_waitlists
from checkout.models import Payment
from tests.bookings.waitlist.waiting import NOON, a_class, cancel_one, join, offered, places, standing
from tests.checkout.walk import choose

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def at_the_provider(client):
    """Ada has taken what was offered and is at the provider's page; Ben waits behind her."""
    session = a_class()
    session.service.pay_online, session.service.pay_in_person = True, False
    session.service.save()
    booking = join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    taken = client.post(reverse("checkout:take", args=[links.token(booking)]))
    choose(client, taken.url, "everything")
    return booking, Payment.objects.get()


def pay(sandbox, payment, commits):
    sandbox.choose(payment, "pay")
    with commits():
        sandbox.deliver()


def test_a_paid_place_is_confirmed(client, sandbox_online, commits):
    booking, payment = at_the_provider(client)
    pay(sandbox_online, payment, commits)
    booking.refresh_from_db()
    assert (booking.status, booking.payment_status) == (Status.CONFIRMED, PaymentStatus.PAID)
    assert (places(booking.session).taken, places(booking.session).held) == (2, 0)


def test_the_place_is_kept_while_the_customer_pays(client, sandbox_online, commits, noon):
    booking, payment = at_the_provider(client)
    booking.refresh_from_db()
    assert Hold.objects.get().expires_at == booking.checkout_expires_at
    noon.shift(20 * 60)
    serve_waitlists()
    assert offered(booking.session) == []
    pay(sandbox_online, payment, commits)
    booking.refresh_from_db()
    assert (booking.status, booking.double_booked) == (Status.CONFIRMED, False)


def test_money_that_is_heard_of_after_the_place_went_on_is_told_to_the_owner(client, sandbox_online, commits, noon):
    """Section 4, row 8: it stands, and the owner is alerted."""
    booking, payment = at_the_provider(client)
    sandbox_online.choose(payment, "pay")
    noon.shift(36 * 60)
    standing(booking.session)
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    assert (booking.status, booking.double_booked) == (Status.CONFIRMED, True)
    assert Alert.objects.filter(booking=booking, kind="double_booked").exists()


def test_the_hold_that_ran_out_is_offered_to_the_next(client, sandbox_online, noon):
    booking, _payment = at_the_provider(client)
    noon.shift(36 * 60)
    serve_waitlists()
    assert offered(booking.session) == ["Ben"]
    assert Hold.objects.filter(expires_at__gt=timezone.now()).count() == 0
