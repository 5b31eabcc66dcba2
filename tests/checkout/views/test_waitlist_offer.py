"""An offer on the page of a booking that waits: taken, passed, over (journeys.md C10, S27)."""

import pytest
from django.urls import reverse

from bookings import links
from bookings.models import Hold, Offer, OfferState
from bookings.states import Status
from checkout.models import Checkout
from tests.bookings.waitlist.waiting import NOON, a_class, cancel_one, join, offered, status_of
from tests.checkout.walk import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)
    return time_machine


def asked(**service):
    session = a_class()
    for name, value in service.items():
        setattr(session.service, name, value)
    session.service.save()
    booking = join(session, "Ada")
    cancel_one(session)
    return booking


def post(client, name, booking):
    return client.post(reverse(f"checkout:{name}", args=[links.token(booking)]))


def page(client, booking):
    return words(client.get(links.path(booking)))


def test_without_an_offer_the_page_says_the_place_in_line(client):
    session = a_class()
    join(session, "Ada")
    shown = page(client, join(session, "Ben"))
    assert "You are 2nd in line." in shown
    assert "It is then kept for you for 10 minutes." in shown


def test_an_offer_says_until_when_and_gives_two_answers(client):
    shown = page(client, asked())
    assert "A place is yours until 12:10" in shown
    assert [shown.count(label) for label in ("Take the place", "Pass it on")] == [1, 1]


def test_opening_the_page_takes_and_passes_nothing(client):
    booking = asked()
    for name in ("take", "pass_on", "leave"):
        assert client.get(reverse(f"checkout:{name}", args=[links.token(booking)])).status_code == 405
    page(client, booking)
    assert (status_of(booking), Offer.objects.get().state) == (Status.WAITING_LIST, OfferState.RUNNING)


def test_in_person_a_taken_place_is_booked_at_once(client):
    booking = asked()
    response = post(client, "take", booking)
    assert (response.status_code, status_of(booking)) == (303, Status.CREATED)
    checkout = Checkout.objects.get()
    assert checkout.completed_at is not None
    assert response.url == reverse("checkout:done", args=[checkout.token])


def test_online_a_taken_place_goes_to_the_payment_page_and_is_held(client):
    booking = asked(pay_online=True)
    response = post(client, "take", booking)
    assert response.url == reverse("checkout:pay", args=[Checkout.objects.get().token])
    assert (Hold.objects.get().booking, Hold.objects.get().participants) == (booking, 1)
    assert client.get(response.url).status_code == 200


def test_an_offer_that_is_over_says_so_and_what_comes_next(client, noon):
    booking = asked()
    other = join(booking.session, "Ben")
    noon.shift(601)
    response = post(client, "take", booking)
    assert response.status_code == 409
    assert "The time to take this place has passed." in words(response)
    shown = page(client, booking)
    assert "The place that was yours until Tue 24 March, 12:10 was not taken in time." in shown
    assert "Take the place" not in shown
    assert status_of(other) == Status.WAITING_LIST


def after(client, response):
    """The address at which the redirects end."""
    while response.status_code in (302, 303):
        response = client.get(response.url)
    return response.request["PATH_INFO"]


def test_a_place_taken_twice_is_taken_once_and_both_lead_to_its_payment(client):
    booking = asked(pay_online=True)
    first, second = (post(client, "take", booking) for _ in range(2))
    assert (second.status_code, after(client, second)) == (303, first.url)
    assert Checkout.objects.count() == 1


def test_taken_twice_in_person_the_second_answer_is_the_booking(client, commits):
    booking = asked()
    with commits():
        post(client, "take", booking)
    response = post(client, "take", booking)
    assert (response.status_code, status_of(booking)) == (303, Status.CONFIRMED)
    assert after(client, response) == links.path(booking)


def test_who_has_taken_the_place_in_another_window_comes_to_the_booking(client, commits):
    booking = asked()
    with commits():
        post(client, "take", booking)
    for name in ("pass_on", "leave"):
        assert after(client, post(client, name, booking)) == links.path(booking)
    assert status_of(booking) == Status.CONFIRMED


def test_passed_on_twice_is_passed_on_once(client):
    booking = asked()
    join(booking.session, "Ben")
    first, second = (post(client, "pass_on", booking) for _ in range(2))
    assert (second.status_code, second.url) == (303, first.url)
    assert offered(booking.session) == ["Ben"]


def test_passing_on_an_offer_that_ran_out_says_that_it_is_over(client, noon):
    booking = asked()
    noon.shift(601)
    assert post(client, "pass_on", booking).status_code == 409


def test_a_passed_place_goes_to_the_next(client):
    booking = asked()
    join(booking.session, "Ben")
    assert post(client, "pass_on", booking).url == links.path(booking)
    assert offered(booking.session) == ["Ben"]
    assert "You passed the last place on. It went to the next in line." in page(client, booking)


def test_a_place_that_nobody_took_can_be_booked_by_everybody(client):
    booking = asked()
    post(client, "pass_on", booking)
    shown = page(client, booking)
    assert "A place is free for everybody at this moment" in shown
    assert f"?n=1&amp;s={booking.session_id}" in shown


def test_who_leaves_is_told_so(client):
    booking = asked()
    assert post(client, "leave", booking).status_code == 303
    assert (status_of(booking), offered(booking.session)) == (Status.CANCELED, [])
    assert "You have left the waitlist. Nothing is booked." in page(client, booking)


def test_leaving_twice_leads_to_the_booking_that_has_ended(client):
    booking = asked()
    post(client, "leave", booking)
    assert after(client, post(client, "leave", booking)) == links.path(booking)


def test_a_link_of_nobody_opens_nothing(client):
    for name in ("take", "pass_on", "leave"):
        assert client.post(reverse(f"checkout:{name}", args=["forged"])).status_code == 404
