"""What customers read on their page, and the owner beside a refund, once a class is called off (journeys.md S13)."""

from decimal import Decimal

import pytest
from django.urls import reverse

from bookings import links
from bookings.sessions import call_off_session
from bookings.tasks import call_off
from tests.bookings.sessions.making import a_class, booked, now, owner
from tests.factories import OwnerFactory, RefundFactory, WaitingFactory

pytestmark = pytest.mark.django_db
SENTENCE = "Estudio Argumosa has called this off: it does not take place."


def off(session):
    call_off(call_off_session(session, refund=True, by=owner(), now=now()).pk)


def test_who_came_and_who_waited_read_the_same(client, business):
    session = a_class()
    came, waited = booked(session), booked(session, status="waiting_list")
    WaitingFactory(booking=waited)
    off(session)
    for booking in (came, waited):
        booking.refresh_from_db()
        assert SENTENCE in client.get(links.path(booking)).content.decode()


def test_what_goes_back_is_said_beside_the_booking(client, business):
    session = a_class()
    booked(session, amount_paid=Decimal(14), payment_status="paid", selected_payment_option="online")
    off(session)
    client.force_login(OwnerFactory())
    page = client.get(reverse("admin:bookings_session_change", args=[session.pk]))
    assert [payment for _booking, _state, payment in page.context["bookings"]] == ["€14.00 goes back"]


def test_a_refund_says_why_in_words(client):
    client.force_login(OwnerFactory())
    refund = RefundFactory(reason="CALLED_OFF")
    page = client.get(reverse("admin:bookings_booking_change", args=[refund.line.booking_id])).content.decode()
    assert ("called off" in page, "CALLED_OFF" in page) == (True, False)
