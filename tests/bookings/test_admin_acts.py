"""The owner's acts: a page that shows, a POST that calls the verb, a sentence when it can't be done."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from bookings.states import Status
from tests.factories import BookingFactory, OwnerFactory, PolicyFactory, ServiceFactory, UserFactory

pytestmark = pytest.mark.django_db
MAY_SEE = ["bookings.view_booking"]


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def act(booking, name):
    return reverse("admin:bookings_booking_act", args=[booking.pk, name])


def sentences(response):
    return response.context["form"].non_field_errors()


def status(booking):
    booking.refresh_from_db()
    return booking.status


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("confirm", "pending", Status.CONFIRMED),
        ("decline", "pending", Status.DECLINED),
        ("cancel", "confirmed", Status.CANCELED),
    ],
)
def test_an_act_shows_first_and_then_is_done(owner, name, before, after):
    booking = BookingFactory(**{before: True})

    assert owner.get(act(booking, name)).status_code == 200
    assert status(booking) == before
    response = owner.post(act(booking, name), {"revision": booking.revision})
    assert response.status_code == 302
    assert status(booking) == after


def test_an_unfinished_booking_becomes_a_request(owner):
    service = ServiceFactory(policy=PolicyFactory(needs_approval=True))
    booking = BookingFactory(service=service)
    owner.post(act(booking, "set-pending"), {"revision": booking.revision})

    assert status(booking) == Status.PENDING


def test_words_stand_in_the_message(owner):
    booking = BookingFactory(pending=True)
    data = {"revision": booking.revision, "words": "Come a little early.", "notify": "on"}
    owner.post(act(booking, "confirm"), data)

    message = booking.messages.get(kind="confirmed")
    assert message.facts["words"] == "Come a little early."


def test_without_notify_nobody_is_told(owner):
    booking = BookingFactory(pending=True)
    owner.post(act(booking, "decline"), {"revision": booking.revision})

    assert not booking.messages.exists()


def test_a_booking_that_changed_meanwhile_is_said_to_have_changed(owner):
    booking = BookingFactory(pending=True, revision=3)
    response = owner.post(act(booking, "decline"), {"revision": 2, "words": "Sorry, full."})

    assert response.status_code == 409
    assert sentences(response) == [
        "This booking has changed since you opened it. Look at it as it is now and decide again."
    ]
    assert 'value="3"' in response.content.decode()
    assert "Sorry, full." in response.content.decode()
    assert status(booking) == Status.PENDING


def test_a_taken_time_is_refused_when_asked_to_check(owner):
    service = ServiceFactory()
    BookingFactory(confirmed=True, service=service)
    late = BookingFactory(pending=True, service=service)
    response = owner.post(act(late, "confirm"), {"revision": late.revision, "check_availability": "on"})

    assert response.status_code == 422
    assert sentences(response) == ["Somebody else has just taken this time."]


def test_a_taken_time_is_confirmed_all_the_same_when_not(owner):
    service = ServiceFactory()
    BookingFactory(confirmed=True, service=service)
    late = BookingFactory(pending=True, service=service)
    owner.post(act(late, "confirm"), {"revision": late.revision})

    assert status(late) == Status.CONFIRMED
    assert late.double_booked


def test_an_ended_booking_offers_no_button(owner):
    booking = BookingFactory(declined=True)
    page = owner.get(act(booking, "confirm")).content.decode()

    assert "This booking can’t be changed that way any more." in page
    assert not re.search(r'<button class="btn', page)


def test_cancelling_shows_the_money_and_gives_it_back_only_if_said(owner):
    paid = {"amount_paid": Decimal(40), "payment_status": "paid"}
    back, kept = BookingFactory(confirmed=True, **paid), BookingFactory(confirmed=True, **paid)

    assert "Give back €40.00" in owner.get(act(back, "cancel")).content.decode()
    owner.post(act(back, "cancel"), {"revision": back.revision, "with_refund": "on"})
    owner.post(act(kept, "cancel"), {"revision": kept.revision})
    assert [status(each) for each in (back, kept)] == [Status.CANCELED, Status.CANCELED]
    assert [each.amount_retained for each in (back, kept)] == [0, 40]


def test_who_may_not_refund_is_not_asked_about_it(client):
    client.force_login(UserFactory(staff=True, permissions=[*MAY_SEE, "bookings.cancel_booking"]))
    booking = BookingFactory(confirmed=True, amount_paid=Decimal(40), payment_status="paid")

    assert "Give back" not in client.get(act(booking, "cancel")).content.decode()


@pytest.mark.parametrize("name", ["confirm", "decline", "cancel", "set-pending"])
def test_each_act_asks_for_its_own_permission(client, name):
    client.force_login(UserFactory(staff=True, permissions=MAY_SEE))
    booking = BookingFactory(pending=True)

    assert client.get(act(booking, name)).status_code == 403
    assert client.post(act(booking, name), {"revision": 1}).status_code == 403
    assert status(booking) == Status.PENDING


def test_the_page_of_a_booking_offers_what_fits_it(owner):
    request, ended = BookingFactory(pending=True), BookingFactory(canceled=True)
    pages = [owner.get(reverse("admin:bookings_booking_change", args=[each.pk])) for each in (request, ended)]

    assert [[act.name for act in page.context["acts"]] for page in pages] == [
        ["confirm", "decline", "time", "cancel"],
        [],
    ]


def test_an_act_that_does_not_exist_is_not_found(owner):
    assert owner.get(act(BookingFactory(), "explode")).status_code == 404


def test_a_free_time_is_confirmed_when_asked_to_check(owner):
    booking = BookingFactory(pending=True)
    owner.post(act(booking, "confirm"), {"revision": booking.revision, "check_availability": "on"})

    assert (status(booking), booking.double_booked) == (Status.CONFIRMED, False)
