"""The owner's act on an appointment: another time, somebody else (journeys.md O7, O10)."""

import pytest
from django.urls import reverse

from tests.bookings.lifecycle.times import busy, movable, visit
from tests.factories import OwnerFactory, ResourceFactory, UserFactory, hour, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def act(booking):
    return reverse("admin:bookings_booking_act", args=[booking.pk, "time"])


def send(client, booking, clock="12:00", **data):
    booking.refresh_from_db()
    said = {"revision": booking.revision, "notify": "on", "day": next_monday().isoformat(), "at": clock}
    response = client.post(act(booking), said | data)
    booking.refresh_from_db()
    return response


def test_the_form_begins_with_what_it_has(owner):
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    booking = movable(visit(anna, ben), resource=ben, chosen_resources=[ben.pk])
    form = owner.get(act(booking)).context["form"]
    assert [form[name].value() for name in ("day", "person")] == [next_monday(), ben.pk]
    assert f'value="{"10:00"}"' in str(form["at"])
    assert [name for _id, name in form.fields["person"].choices] == ["Whoever is free", "Anna", "Ben"]


def test_another_time_with_words_to_the_customer(owner):
    booking = movable(visit())
    response = send(owner, booking, "12:07", words="Olena is late that day.")
    assert (response.status_code, booking.starts_at) == (302, hour("12:07"))
    assert booking.messages.get(kind="rescheduled").facts["words"] == "Olena is late that day."


def test_without_a_message_nobody_is_told(owner):
    booking = movable(visit())
    send(owner, booking, notify="")
    assert [message.kind for message in booking.messages.all()] == ["reminder"]


def test_somebody_else_at_the_same_time(owner):
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    booking = movable(visit(anna, ben), resource=anna)
    send(owner, booking, "10:00", person=ben.pk)
    assert (booking.resource_name, busy(anna), busy(ben)) == ("Ben", [], ["10:00-11:00"])


def test_what_is_taken_is_said_with_three_free_times_near_it(owner):
    service = visit(slot_step_minutes=60)
    movable(service, "12:00")
    booking = movable(service)
    response = send(owner, booking, words="Sorry.")
    near = [words.split(", ")[1] for _value, words in response.context["form"].near]
    assert (response.status_code, near, booking.revision) == (422, ["11:00", "13:00", "14:00"], 1)
    assert "Sorry." in response.content.decode()


def test_a_press_on_one_of_them_moves_it_there(owner):
    service = visit(slot_step_minutes=60)
    movable(service, "12:00")
    booking = movable(service)
    value, _words = send(owner, booking).context["form"].near[1]
    assert send(owner, booking, near=value).status_code == 302
    assert booking.starts_at == hour("13:00")


def test_what_is_taken_all_the_same_only_if_said(owner):
    service = visit()
    movable(service, "12:00")
    booking = movable(service)
    assert send(owner, booking).status_code == 422
    assert send(owner, booking, beyond="on").status_code == 302
    assert booking.session.occupancies.get().mark == "overridden"


def test_although_the_rules_do_not_allow_it_only_if_said(owner):
    booking = movable(visit(policy={"customer_may_reschedule": False}))
    assert [send(owner, booking, **said).status_code for said in ({}, {"beyond_rules": "on"})] == [422, 302]


def test_it_stays_confirmed_or_is_a_request_again_as_the_owner_says(owner):
    for said, status in (({"no_approval": "on"}, "confirmed"), ({}, "pending")):
        booking = movable(visit(policy={"needs_approval": True}))
        send(owner, booking, **said)
        assert booking.status == status


def test_an_old_page_shows_what_changed_and_asks_again(owner):
    booking = movable(visit())
    send(owner, booking)
    response = send(owner, booking, "14:00", revision=1)
    assert (response.status_code, booking.starts_at) == (409, hour("12:00"))
    assert response.context["form"].data["revision"] == "2"


@pytest.mark.parametrize("data", [{"day": ""}, {"day": "x"}, {"at": "25:00"}, {"person": "999"}, {"at": ""}])
def test_what_can_not_be_read_is_asked_again(owner, data):
    booking = movable(visit())
    assert (send(owner, booking, **data).status_code, booking.revision) == (422, 1)


def test_who_may_not_override_is_not_asked_about_it(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking", "bookings.add_booking"]))
    form = client.get(act(movable(visit(policy={"needs_approval": True})))).context["form"]
    assert list(form.fields) == ["day", "at", "person", "revision", "words", "notify"]


def test_it_asks_for_the_permission(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    assert client.get(act(movable(visit()))).status_code == 403


@pytest.mark.parametrize("day", ["9999-12-31", "2200-01-01", "1970-12-31", "0001-01-01"])
def test_a_year_that_nobody_means_is_refused_at_the_date(owner, day):
    booking = movable(visit())
    response = send(owner, booking, "23:59", day=day, beyond="on")
    errors = {"day": ["The year is out of range. Choose another date."]}
    assert (response.status_code, response.context["form"].errors, booking.revision) == (422, errors, 1)


def test_the_last_of_the_years_is_a_time_like_any_other(owner):
    booking = movable(visit())
    send(owner, booking, "23:59", day="2199-12-31", beyond="on")
    assert booking.starts_at.year == 2199
