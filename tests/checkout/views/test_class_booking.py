"""From picked dates of a class, or a course, to bookings that stand (journeys.md C5, C6, C8)."""

import pytest
from django.urls import reverse

from bookings import links
from bookings.models import Booking, BookingChoice, Hold
from checkout.models import Checkout, Order, Payment
from tests.bookings.classes.evening import course, evening, yoga
from tests.checkout.walk import choose, filled, words
from tests.factories import BookingFactory, VariantFactory

pytestmark = pytest.mark.django_db


def pick(client, service, *sessions, **party):
    """The address of the details page."""
    url = reverse("bookings:hold", args=[service.slug])
    return client.post(url, {"s": [each.pk for each in sessions]} | party).url


@pytest.fixture
def booked(client, django_capture_on_commit_callbacks):
    def book(service, *sessions, **party):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(pick(client, service, *sessions, **party), filled())

    return book


def test_a_place_in_a_class_is_booked_and_confirmed(booked):
    service = yoga()
    session = evening(service)
    booked(service, session, n=2)
    booking = Booking.objects.get()
    assert (booking.status, booking.session, booking.total_participants, booking.price) == (
        "confirmed",
        session,
        2,
        24,
    )
    assert booking.takes_places and not Hold.objects.exists()


def test_the_page_that_waits_leads_to_the_one_booking(client, booked):
    service = yoga()
    url = booked(service, evening(service)).url
    assert client.get(url).url == links.path(Booking.objects.get())


def test_several_dates_are_one_order_with_a_line_each(client, booked):
    service = yoga()
    response = booked(service, evening(service), evening(service, 1), evening(service, 2))
    order = Order.objects.get()
    assert [line.amount for line in order.lines.all()] == [12, 12, 12]
    assert {booking.status for booking in Booking.objects.all()} == {"confirmed"}
    page = words(client.get(client.get(response.url).url))
    assert "3 dates booked" in page and page.count("Confirmed") == 3


def test_the_same_form_again_books_nothing_more(client, booked):
    service = yoga()
    url = pick(client, service, evening(service), evening(service, 1))
    first, second = (client.post(url, filled()) for _ in range(2))
    assert first.url == second.url
    assert (Booking.objects.count(), Checkout.objects.count()) == (2, 1)


def test_a_date_that_filled_up_meanwhile_is_taken_out_before_anything_is_booked(client):
    service = yoga(places=1)
    full, free = evening(service), evening(service, 1)
    url = pick(client, service, full, free)
    Hold.objects.filter(session=full).delete()
    BookingFactory(standing=True, service=service, session=full)
    response = client.post(url, filled())
    assert (response.status_code, Booking.objects.count()) == (409, 1)
    page = words(response)
    assert "One date had no room for you" in page and 'value="Ada Lovelace"' in page
    again = client.post(response.context["picked"].url, filled())
    assert (again.status_code, Booking.objects.latest("pk").session) == (303, free)


def test_a_full_class_offers_other_dates_and_keeps_the_answers(client):
    service = yoga(places=1)
    session, other = evening(service), evening(service, 1)
    url = pick(client, service, session)
    Hold.objects.all().delete()
    BookingFactory(standing=True, service=service, session=session)
    response = client.post(url, filled())
    assert response.status_code == 409
    assert "This class is full." in words(response) and 'value="Ada Lovelace"' in words(response)
    near = response.context["gone"].others[0]
    moved = client.post(near.url, filled(place="1"))
    assert (moved.status_code, Hold.objects.get().session) == (200, other)


def test_a_course_is_one_booking_for_all_its_dates(booked):
    service = course(dates=3)
    booked(service, n=2)
    booking = Booking.objects.get()
    sessions = service.sessions.order_by("starts_at")
    assert (booking.status, booking.schedule, booking.session, booking.price) == (
        "confirmed",
        service.schedule,
        None,
        180,
    )
    assert (booking.starts_at, booking.ends_at) == (sessions[0].starts_at, sessions[2].ends_at)


def test_choices_are_kept_with_the_booking_and_make_its_price(booked):
    service = yoga(rate="varied")
    adult, child = (VariantFactory(service=service, name=name, price=price) for name, price in (("A", 12), ("C", 5)))
    booked(service, evening(service), **{f"v{adult.pk}": 1, f"v{child.pk}": 2})
    assert (Booking.objects.get().price, Booking.objects.get().total_participants) == (22, 3)
    assert list(BookingChoice.objects.values_list("name", "participants")) == [("A", 1), ("C", 2)]


def test_several_dates_are_paid_in_one_go(client, sandbox_online, commits):
    service = yoga(pay_online=True)
    url = client.post(pick(client, service, evening(service), evening(service, 1)), filled()).url
    assert "€24.00" in words(client.get(url))
    choose(client, url, "everything")
    sandbox_online.choose(Payment.objects.get())
    with commits():
        sandbox_online.deliver()
    assert sorted(Booking.objects.values_list("status", "amount_paid")) == [("confirmed", 12), ("confirmed", 12)]


def test_a_class_that_is_full_when_it_comes_to_paying_asks_no_money(client, sandbox_online):
    service = yoga(places=1, pay_online=True)
    session = evening(service)
    url = client.post(pick(client, service, session), filled()).url
    Hold.objects.all().delete()
    BookingFactory(standing=True, service=service, session=session)
    response = choose(client, url, "everything")
    assert response.status_code == 409
    assert Checkout.objects.get().payments.count() == 0
