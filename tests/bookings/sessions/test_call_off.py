"""call_off_session: one decision, and each booking ends by it (journeys.md O9, S13)."""

from decimal import Decimal

import pytest

from bookings import errors
from bookings.actors import Actor, Permission
from bookings.models import Hold, Message, Occupancy
from bookings.sessions import call_off_session, move_session
from bookings.tasks import call_off
from tests.bookings.making import book
from tests.bookings.sessions.making import a_class, booked, now, owner
from tests.factories import (
    HoldFactory,
    OfferFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    WaitingFactory,
    hour,
)

pytestmark = pytest.mark.django_db


def call_it_off(session, refund=True, **kwargs):
    """And let the worker do what it was woken for."""
    session = call_off_session(session, refund=refund, by=kwargs.pop("by", None) or owner(), now=now(), **kwargs)
    call_off(session.pk)
    return session


def status(booking):
    booking.refresh_from_db()
    return booking.status, booking.events.last().reason


def test_who_has_a_place_or_has_asked_for_one_is_canceled():
    session = a_class()
    bookings = [booked(session), booked(session, status="pending")]
    call_it_off(session)
    assert [status(booking) for booking in bookings] == [("canceled", "CALLED_OFF")] * 2


def test_who_waits_and_who_is_paying_are_declined():
    session = a_class()
    waiting, paying = booked(session, status="waiting_list"), booked(session, status="created")
    call_it_off(session)
    assert status(waiting) == ("declined", "WAITLIST_CLOSED")
    assert status(paying) == ("declined", "CALLED_OFF")


def test_everybody_is_told_once_in_the_owners_words():
    session = a_class()
    for state in ("confirmed", "pending", "waiting_list", "created"):
        booked(session, status=state, takes_places=state == "confirmed")
    call_it_off(session, words="Anna is ill.")
    told = Message.objects.filter(kind="called_off", channel="email")
    assert [message.facts["words"] for message in told] == ["Anna is ill."] * 4


def test_who_agreed_to_texts_gets_one_too():
    session = a_class()
    wants, waits = booked(session, send_sms_reminder=True), booked(session, status="waiting_list")
    WaitingFactory(booking=waits, text_offers=True)
    booked(session)
    call_it_off(session)
    texts = Message.objects.filter(kind="called_off", channel="sms").order_by("booking")
    assert [message.booking for message in texts] == [wants, waits]


@pytest.mark.parametrize(("refund", "kept", "said"), [(True, 0, "€30.00"), (False, 30, None)])
def test_the_money_goes_back_or_stays_as_was_decided(refund, kept, said):
    session = a_class()
    booking = booked(session, amount_paid=Decimal(30), payment_status="paid", selected_payment_option="online")
    call_it_off(session, refund)
    booking.refresh_from_db()
    assert booking.amount_retained == kept
    assert booking.messages.get(kind="called_off").facts.get("refund") == said


def test_who_has_no_place_yet_gets_everything_back_in_any_case():
    session = a_class()
    paying = booked(session, status="created", amount_paid=Decimal(30))
    call_it_off(session, refund=False)
    paying.refresh_from_db()
    assert paying.amount_retained == 0


def test_its_people_and_its_places_are_free_at_once():
    anna = ResourceFactory()
    session = a_class(people=[anna])
    HoldFactory(service=session.service, session=session)
    call_off_session(session, refund=True, by=owner(), now=now())
    assert not Occupancy.objects.exists()
    assert not Hold.objects.exists()


def test_who_was_double_booked_with_it_stands_alone():
    anna = ResourceFactory()
    appointment = book(ServiceFactory(groups=[[anna]]), hour("12:00"))
    appointment.session.occupancies.update(mark="double_booked")
    type(appointment).objects.filter(pk=appointment.pk).update(double_booked=True)
    session = a_class(people=[anna], start=hour("12:00"))
    call_it_off(session)
    appointment.refresh_from_db()
    assert (appointment.double_booked, appointment.session.occupancies.get().mark) == (False, "")


def test_an_offer_that_runs_is_withdrawn_at_once_and_nobody_gets_another():
    session = a_class()
    waiting = [booked(session, status="waiting_list") for _ in range(2)]
    for booking in waiting:
        WaitingFactory(booking=booking)
    offer = OfferFactory(booking=waiting[0])
    call_off_session(session, refund=True, by=owner(), now=now())
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    call_off(session.pk)
    assert not session.offers.filter(state="running").exists()
    assert not Message.objects.filter(kind="waitlist_offer").exists()


def test_a_reminder_is_not_sent():
    session = a_class()
    booking = booked(session)
    move_session(session, start=hour("12:00"), by=owner(), now=now())
    call_it_off(session)
    assert booking.messages.get(kind="reminder").state == "dropped"


def test_it_is_called_off_once():
    session = call_it_off(a_class())
    with pytest.raises(errors.SessionNotFound):
        call_off_session(session, refund=False, by=owner(), now=now())
    session.refresh_from_db()
    assert session.calling_off["refund"]


def test_a_class_that_is_over_has_taken_place():
    session = a_class()
    with pytest.raises(errors.InvalidRequest):
        call_off_session(session, refund=True, by=owner(), now=session.ends_at)


@pytest.mark.parametrize("granted", [[], [Permission.CANCEL]])
def test_giving_money_back_has_its_own_permission(granted):
    user = UserFactory(permissions=granted)
    with pytest.raises(errors.UnauthorizedOperation):
        call_off_session(a_class(), refund=bool(granted), by=Actor.owner(user), now=now())
