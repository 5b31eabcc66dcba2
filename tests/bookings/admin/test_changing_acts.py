"""The owner's acts on a class: another number of people, another date."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.bookings.lifecycle.parties import PAID, class_of, standing
from tests.factories import (
    BookingChoiceFactory,
    BookingFactory,
    OwnerFactory,
    ServiceFactory,
    SessionFactory,
    UserFactory,
    VariantFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def act(booking, name):
    return reverse("admin:bookings_booking_act", args=[booking.pk, name])


def send(client, booking, name, **data):
    booking.refresh_from_db()
    response = client.post(act(booking, name), {"revision": booking.revision, "notify": "on", **data})
    booking.refresh_from_db()
    return response


def week_after(booking, **fields):
    start = booking.starts_at + timedelta(weeks=1)
    return SessionFactory(service=booking.service, starts_at=start, **fields)


def test_another_number_of_people(owner):
    booking = standing(class_of())
    assert owner.get(act(booking, "people")).status_code == 200
    response = send(owner, booking, "people", people=3, words="See you all.")
    assert (response.status_code, booking.total_participants, booking.price) == (302, 3, 120)
    assert booking.messages.get().facts["words"] == "See you all."


def test_while_money_is_on_its_way_back_more_people_are_refused_with_a_sentence(owner):
    booking = standing(class_of(), **PAID)
    send(owner, booking, "people", people=1, with_refund="on")
    response = send(owner, booking, "people", people=2)
    assert (response.status_code, booking.total_participants) == (422, 1)
    assert "on its way back, so it can&#x27;t cost more just now" in response.content.decode()


@pytest.mark.parametrize(("said", "kept"), [({"with_refund": "on"}, 0), ({}, 40)])
def test_the_owner_says_whether_the_money_goes_back(owner, said, kept):
    booking = standing(class_of(), **PAID)
    send(owner, booking, "people", people=1, **said)
    assert (booking.total_participants, booking.amount_retained) == (1, kept)


def test_more_than_there_are_places_only_if_said(owner):
    booking = standing(class_of(capacity=2))
    response = send(owner, booking, "people", people=3)
    assert (response.status_code, booking.total_participants) == (422, 2)
    assert "This class is full." in response.content.decode()
    assert (send(owner, booking, "people", people=3, beyond="on").status_code, booking.total_participants) == (302, 3)


def test_of_each_choice_so_many(owner):
    session = class_of(rate="varied", variant_option="Age")
    adult = VariantFactory(service=session.service, name="Adult")
    booking = standing(session, 2)
    BookingChoiceFactory(booking=booking, variant=adult, participants=2)
    send(owner, booking, "people", **{f"c{adult.pk}": 3})
    assert (booking.total_participants, booking.price) == (3, 60)


def test_another_date_although_customers_may_not(owner):
    booking = standing(class_of())
    new = week_after(booking)
    page = owner.get(act(booking, "date"))
    assert (page.context["form"].fields["session"].choices[1][0], "beyond_rules" in page.context["form"].fields) == (
        new.pk,
        True,
    )
    assert send(owner, booking, "date", session=new.pk).status_code == 422
    assert send(owner, booking, "date", session=new.pk, beyond_rules="on").status_code == 302
    assert booking.session == new


def test_it_stays_confirmed_or_is_a_request_again_as_the_owner_says(owner):
    policy = {"needs_approval": True}
    for said, status in (({"no_approval": "on"}, "confirmed"), ({}, "pending")):
        booking = standing(class_of(policy=policy))
        send(owner, booking, "date", session=week_after(booking).pk, beyond_rules="on", **said)
        assert booking.status == status


def test_a_full_date_only_if_said(owner):
    booking = standing(class_of())
    full = week_after(booking, capacity=1)
    assert send(owner, booking, "date", session=full.pk, beyond_rules="on").status_code == 422
    assert send(owner, booking, "date", session=full.pk, beyond_rules="on", beyond="on").status_code == 302


def test_who_may_not_override_is_not_asked_about_it(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking", "bookings.add_booking"]))
    booking = standing(class_of(policy={"needs_approval": True}), **PAID)
    asked = [set(client.get(act(booking, name)).context["form"].fields) for name in ("people", "date")]
    assert asked == [{"people", "revision", "words", "notify"}, {"session", "revision", "words", "notify"}]


def test_each_act_asks_for_the_permission(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    booking = standing(class_of())
    assert [client.get(act(booking, name)).status_code for name in ("people", "date")] == [403, 403]


def test_only_what_fits_is_offered(owner):
    bookings = standing(class_of()), BookingFactory(service=ServiceFactory(course=True), standing=True)
    offered = []
    for booking in (*bookings, BookingFactory(confirmed=True)):
        page = owner.get(reverse("admin:bookings_booking_change", args=[booking.pk]))
        offered.append([each.name for each in page.context["acts"]])
    assert offered == [
        ["people", "date", "cancel", "mark-paid"],
        ["people", "cancel", "mark-paid"],
        ["time", "cancel", "mark-paid"],
    ]
