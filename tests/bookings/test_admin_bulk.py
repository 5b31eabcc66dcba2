"""Several at once: each stands for itself, and the report says what became of it."""

import pytest
from django.contrib.messages import get_messages

from bookings.states import Status
from tests.factories import BookingFactory, OwnerFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/bookings/booking/"


def do(client, action, *bookings):
    response = client.post(LIST, {"action": action, "_selected_action": [each.pk for each in bookings]})
    for each in bookings:
        each.refresh_from_db()
    return [str(message) for message in get_messages(response.wsgi_request)]


def test_of_two_for_one_time_the_first_is_confirmed_and_the_other_named(client):
    client.force_login(OwnerFactory())
    service = ServiceFactory()
    first, second = (BookingFactory(pending=True, service=service, first_name=name) for name in ("Ana", "Mei"))
    report = do(client, "confirm_selected", first, second)

    assert [first.status, second.status] == [Status.CONFIRMED, Status.PENDING]
    assert report == [
        f"{second.code}, Mei Example: Somebody else has just taken this time.",
        f"Confirmed: {first.code}.",
    ]


def test_several_are_declined(client):
    client.force_login(OwnerFactory())
    pending, ended = BookingFactory(pending=True), BookingFactory(canceled=True)
    report = do(client, "decline_selected", pending, ended)

    assert [pending.status, ended.status] == [Status.DECLINED, Status.CANCELED]
    assert report == [
        f"{ended.code}, Ada Example: This booking can't be changed that way any more.",
        f"Declined: {pending.code}.",
    ]


def test_who_may_only_look_is_offered_neither(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    booking = BookingFactory(pending=True)
    do(client, "confirm_selected", booking)

    assert booking.status == Status.PENDING
