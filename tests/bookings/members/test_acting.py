"""What a signed-in member does to their own booking is done by a member; with anybody's link, by a visitor."""

import pytest
from django.urls import reverse

from bookings import links
from bookings.members import member_of
from bookings.models import BookingEvent
from tests.bookings.members.asking import signed_in
from tests.factories import BookingFactory, ContactFactory, PolicyFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def booking():
    service = ServiceFactory(policy=PolicyFactory(customer_may_cancel=True))
    return BookingFactory(service=service, confirmed=True, contact__email="ada@example.com")


def cancel(client, booking):
    response = client.post(reverse("bookings:cancel", args=[links.token(booking)]), {"revision": booking.revision})
    assert response.status_code == 303
    return BookingEvent.objects.latest("pk").by


def test_a_member_cancels_as_one(client, booking):
    signed_in(client, booking.contact)
    assert cancel(client, booking) == "member"


def test_another_member_with_the_link_is_a_visitor(client, booking):
    signed_in(client)
    assert cancel(client, booking) == "anonymous_visitor"


def test_who_had_the_booking_before_is_a_visitor(client, booking):
    signed_in(client, booking.contact)
    booking.email = "bob@example.com"
    booking.save()
    assert cancel(client, booking) == "anonymous_visitor"


def test_changing_ones_details_is_done_by_a_member(client, booking):
    signed_in(client, booking.contact)
    sent = {"first_name": "Ada", "last_name": "King", "email": booking.email, "revision": booking.revision}
    client.post(reverse("bookings:contact", args=[links.token(booking)]), sent)
    assert BookingEvent.objects.latest("pk").by == "member"


def test_who_is_signed_in_takes_one_question(client, rf, django_assert_num_queries):
    contact = signed_in(client)
    request = rf.get("/")
    request.COOKIES, request.session = {key: morsel.value for key, morsel in client.cookies.items()}, client.session
    assert request.session.keys()  # read by now, as the request of an owner's or a member's browser has it
    with django_assert_num_queries(1):
        assert (member_of(request), member_of(request)) == (contact, contact)


def test_a_browser_without_a_session_takes_none(rf, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert member_of(rf.get("/")) is None


def test_an_erased_contact_is_nobody(client, now):
    contact = signed_in(client, ContactFactory())
    contact.erased_at = now
    contact.save()
    assert client.get("/my/").status_code == 303
