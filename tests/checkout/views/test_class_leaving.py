"""Of several dates one ends or fills up before they are paid: the others go on, at their own sum (journeys.md C8)."""

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Booking, Hold
from checkout.models import Checkout, Payment
from tests.bookings.classes.evening import evening, yoga
from tests.checkout.walk import choose, filled, words
from tests.factories import BookingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def three(client):
    """Three dates on their way to the payment page, and its address."""
    service = yoga(places=1, pay_online=True)
    sessions = [evening(service, day) for day in range(3)]
    url = client.post(reverse("bookings:hold", args=[service.slug]), {"s": [each.pk for each in sessions]}).url
    return sessions, client.post(url, filled()).url


def lose(session):
    Hold.objects.filter(session=session).delete()
    BookingFactory(standing=True, service=session.service, session=session, first_name="Grace")


def mine(**fields):
    return Booking.objects.filter(first_name="Ada", **fields).order_by("starts_at")


def test_a_date_that_was_canceled_leaves_the_sum_and_is_said(client, three):
    _sessions, url = three
    cancel_booking(mine()[1], by=Actor.system(), now=timezone.now())
    page = words(client.get(url))
    assert "One date is not free any more" in page and "€24.00" in page
    assert Checkout.objects.get().total == 24


def test_a_form_that_was_opened_before_shows_the_new_sum_first(client, three):
    _sessions, url = three
    cancel_booking(mine()[1], by=Actor.system(), now=timezone.now())
    response = choose(client, url, "everything")
    assert (response.status_code, Payment.objects.count()) == (409, 0)


def test_a_date_that_filled_up_is_given_up_and_the_others_are_paid(client, three, sandbox_online, commits):
    sessions, url = three
    lose(sessions[1])
    response = choose(client, url, "everything")
    assert response.status_code == 409
    assert "One date is not free any more" in words(response) and "Pay €24.00" in words(response)
    assert [booking.status for booking in mine()] == ["created", "declined", "created"]
    choose(client, url, "everything")
    sandbox_online.choose(Payment.objects.get())
    with commits():
        sandbox_online.deliver()
    assert [(booking.status, booking.amount_paid) for booking in mine()] == [
        ("confirmed", 12),
        ("declined", 0),
        ("confirmed", 12),
    ]


def test_where_all_are_gone_it_is_said_as_for_one(client, three, sandbox_online):
    sessions, url = three
    for session in sessions:
        lose(session)
    response = choose(client, url, "everything")
    assert response.status_code == 409
    assert "This class is full." in words(response)


def test_money_for_the_old_sum_is_shared_and_what_is_too_much_goes_back(client, three, sandbox_online, commits):
    _sessions, url = three
    choose(client, url, "everything")
    payment = Payment.objects.get()
    cancel_booking(mine()[1], by=Actor.system(), now=timezone.now())
    client.get(url)
    sandbox_online.choose(payment)
    with commits():
        sandbox_online.deliver()
    assert [(each.amount_paid, each.amount_refunded) for each in mine(status="confirmed")] == [(18, 6), (18, 6)]


def test_several_dates_can_not_be_asked_for_at_once_where_each_is_answered(client):
    service = yoga(pay_online=True)
    sessions = [evening(service, day) for day in range(2)]
    url = client.post(reverse("bookings:hold", args=[service.slug]), {"s": [each.pk for each in sessions]}).url
    service.policy.needs_approval = True
    service.policy.save()
    response = client.post(url, filled())
    assert (response.status_code, Booking.objects.count()) == (409, 0)
    assert "Ask for one date at a time" in words(response)
