"""A customer takes another date of a class: journeys.md S23, S24, S25."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.models import Booking
from tests.bookings.lifecycle.parties import class_of, standing
from tests.factories import BookingFactory, ResourceFactory, ServiceFactory, SessionFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
MOVABLE = {"customer_may_reschedule": True, "reschedule_cutoff_minutes": 60}


def booked(people=2, **policy):
    session = class_of(policy=MOVABLE | policy, capacity=4)
    until = session.service.policy.terms().reschedule_until(session.starts_at)
    return standing(session, people, reschedule_until=until)


def another(booking, weeks=1, **fields):
    start = booking.starts_at + timedelta(weeks=weeks)
    return SessionFactory(service=booking.service, starts_at=start, **({"capacity": 4} | fields))


def address(booking):
    return reverse("bookings:reschedule", args=[links.token(booking)])


def take(client, booking, session, revision=1):
    return client.post(
        address(booking), {"session": session if isinstance(session, str) else session.pk, "revision": revision}
    )


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def test_the_dates_that_have_places_for_the_party_are_listed_in_order(client):
    booking = booked(people=3)
    later, soon = another(booking, 2, people=[ResourceFactory(name="Anna")]), another(booking, 1)
    standing(another(booking, 3), 2)
    another(booking, 10)
    dates = client.get(address(booking)).context["dates"]
    assert [date.id for date in dates] == [soon.pk, later.pk]
    assert dates[1].about == "with Anna, 4 of 4 places left"


def test_a_press_moves_it_and_leads_to_its_page(client):
    booking = booked()
    new = another(booking)
    response = take(client, booking, new)
    booking.refresh_from_db()
    assert (response.status_code, response["Location"], booking.session) == (303, links.path(booking), new)


def test_a_date_that_was_taken_meanwhile_leaves_it_as_it_was_and_shows_the_others(client):
    booking = booked()
    full, free = another(booking), another(booking, 2)
    standing(full, 3)
    response = take(client, booking, full)
    booking.refresh_from_db()
    assert (response.status_code, booking.revision) == (409, 1)
    assert "Only 1 place is left." in text(response)
    assert [date.id for date in response.context["dates"]] == [free.pk]


@pytest.mark.parametrize("session", ["", "one", "0", "-4", "9" * 40])
def test_without_a_date_nothing_moves(client, session):
    booking = booked()
    another(booking)
    response = take(client, booking, session)
    assert (response.status_code, "Choose one of the dates." in text(response)) == (422, True)


def test_a_stale_page_shows_the_present_state_and_asks_again(client):
    booking = booked()
    new = another(booking)
    response = take(client, booking, new, revision=7)
    booking.refresh_from_db()
    assert (response.status_code, booking.revision) == (409, 1)
    assert f'value="{new.pk}" checked' in text(response)
    assert 'name="revision" value="1"' in text(response)


def test_after_the_cutoff_the_page_says_since_when_and_whom_to_call(client):
    booking = booked()
    until = timezone.now() - timedelta(hours=1)
    Booking.objects.update(reschedule_until=until)
    page = client.get(links.path(booking))
    assert page.context["another"].open is False
    assert page.context["another"].sentence.endswith("Madrid time it could be moved online. Now only we can do it.")
    assert (client.get(address(booking)).status_code, take(client, booking, another(booking)).status_code) == (
        303,
        409,
    )


def test_where_the_policy_has_no_word_for_it_the_page_has_none_either(client):
    page = client.get(links.path(booked(customer_may_reschedule=False)))
    assert page.context["another"] is None


def test_courses_are_not_moved_here(client):
    service = ServiceFactory(course=True, policy__customer_may_reschedule=True)
    SessionFactory(service=service)
    booking = BookingFactory(service=service, standing=True, reschedule_until=hour("10:00"))
    page = client.get(links.path(booking))
    assert (page.context["another"], client.get(address(booking)).status_code) == (None, 303)


def test_before_it_is_asked_for_the_page_says_that_it_is_a_request_again(client):
    booking = booked(needs_approval=True)
    new = another(booking)
    said = text(client.get(address(booking)))
    take(client, booking, new)
    booking.refresh_from_db()
    assert ("It becomes a request again" in said, "Ask for this date" in said) == (True, True)
    assert (booking.status, booking.session) == ("pending", new)


def test_without_any_other_date_the_page_says_so(client):
    assert "no other date has places for 2 people" in text(client.get(address(booked())))


def test_opening_the_page_changes_nothing(client):
    booking = booked()
    client.get(address(booking), {"session": another(booking).pk, "revision": 1})
    booking.refresh_from_db()
    assert booking.revision == 1


def test_a_longer_list_asks_no_more(client, django_assert_max_num_queries):
    booking = booked()
    for week in range(1, 8):
        another(booking, week)
    with django_assert_max_num_queries(12):
        client.get(address(booking))
