"""Every form that changes a booking says which state of it was seen: an older one changes nothing (S23)."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.admin.acts import ACTS
from bookings.lifecycle import record_payment
from bookings.models import Offer, OfferState
from bookings.states import Status
from tests.bookings.waitlist.waiting import NOON, a_class, cancel_one, join, status_of
from tests.checkout.walk import words
from tests.factories import (
    BookingFactory,
    ContactFactory,
    MembershipFactory,
    OwnerFactory,
    PolicyFactory,
    ServiceFactory,
    SessionFactory,
)

pytestmark = pytest.mark.django_db

FORMS = re.compile(r'<form[^>]*method="post".*?</form>', re.S)
SEEN = re.compile(r'name="(?:revision|offer)" value="\d+"')
OWN_PAGES = ("manage", "contact", "reschedule", "participants")


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def asked():
    session = a_class()
    booking = join(session, "Ada")
    cancel_one(session)
    return booking


def appointment(**traits):
    policy = PolicyFactory(customer_may_cancel=True, customer_may_reschedule=True, max_participants=3)
    return BookingFactory(service=ServiceFactory(policy=policy), **traits)


def place_in_class():
    policy = PolicyFactory(customer_may_cancel=True, customer_may_reschedule=True, max_participants=3)
    service = ServiceFactory(of_class=True, policy=policy)
    return BookingFactory(standing=True, service=service, session=SessionFactory(service=service))


BOOKINGS = {
    "confirmed": lambda: appointment(confirmed=True),
    "request": lambda: appointment(pending=True),
    "class": place_in_class,
    "offer": asked,
    "waiting": lambda: join(a_class(), "Ada"),
}


def with_a_plan():
    booking = BookingFactory(confirmed=True, contact=ContactFactory())
    MembershipFactory(contact=booking.contact, plan__services=[booking.service])
    return booking


def paid_in_person():
    booking = BookingFactory(confirmed=True)
    return record_payment(booking, by=Actor.system(), now=timezone.now(), completed=True, in_person=booking.price)


def forms_of(response):
    return FORMS.findall(response.content.decode())


@pytest.mark.parametrize("name", BOOKINGS)
def test_every_form_of_a_customer_carries_what_was_seen(client, name):
    token = links.token(BOOKINGS[name]())
    pages = [client.get(reverse(f"bookings:{page}", args=[token])) for page in OWN_PAGES]
    forms = [form for page in pages if page.status_code == 200 for form in forms_of(page)]
    assert len(forms) >= 2
    assert [form for form in forms if not SEEN.search(form)] == []


@pytest.mark.parametrize("name", ACTS)
def test_every_act_of_an_owner_carries_what_was_seen(client, name):
    client.force_login(OwnerFactory())
    unfinished = BookingFactory(service=ServiceFactory(policy=PolicyFactory(needs_approval=True)))
    tried = [unfinished, with_a_plan(), paid_in_person(), *(make() for make in BOOKINGS.values())]
    pages = [client.get(reverse("admin:bookings_booking_act", args=[booking.pk, name])) for booking in tried]
    forms = [form for page in pages for form in forms_of(page) if "/logout/" not in form]
    assert forms != []
    assert [form for form in forms if not SEEN.search(form)] == []


def test_leaving_an_older_state_shows_the_present_one(client):
    booking = join(a_class(), "Ada")
    address = reverse("checkout:leave", args=[links.token(booking)])
    response = client.post(address, {"revision": booking.revision + 1})
    assert (response.status_code, status_of(booking)) == (409, Status.WAITING_LIST)
    assert "Look at it as it is now and decide again." in words(response)


@pytest.mark.parametrize("answer", ["take", "pass_on"])
def test_an_answer_to_an_earlier_offer_is_none_to_this_one(client, answer):
    booking = asked()
    offer = Offer.objects.get()
    address = reverse(f"checkout:{answer}", args=[links.token(booking)])
    response = client.post(address, {"offer": offer.pk + 1})
    offer.refresh_from_db()
    assert (response.status_code, offer.state, status_of(booking)) == (409, OfferState.RUNNING, Status.WAITING_LIST)
