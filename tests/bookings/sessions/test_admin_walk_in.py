"""Somebody at the door, added from the sheet of the date."""

from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Booking
from tests.bookings.sessions.making import a_class, a_course, booked
from tests.factories import OwnerFactory, UserFactory, VariantFactory, hour, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
SEE = "bookings.view_booking"
DESK = [SEE, "bookings.add_booking", "bookings.decide_booking", "bookings.change_booking"]


MONDAY = next_monday()  # on which the clock stands: seen from there, the factories' own Monday is a week later


def at(clock):
    return hour(clock, MONDAY)


def today(**service):
    return a_class(start=at("10:00"), **service)


@pytest.fixture(autouse=True)
def five_past_ten():
    with time_machine.travel(at("10:05"), tick=False):
        yield


@pytest.fixture
def desk(client, five_past_ten):
    client.force_login(OwnerFactory())
    return client


def come(client, session, **typed):
    address = reverse("admin:bookings_session_attendance", args=[session.pk])
    typed = {"act": "walk-in", "first_name": "Ana", "people": "1", "client_token": str(uuid4())} | typed
    return client.post(address, typed)


def standing():
    return list(Booking.objects.values_list("first_name", "status", "payment_status", "attendances__status"))


def test_a_name_is_enough(desk):
    answer = come(desk, today())
    assert (answer.status_code, standing()) == (302, [("Ana", "confirmed", "not_paid", "attended")])


def test_what_was_paid_now_is_paid(desk):
    come(desk, today(price=Decimal(12)), paid="now")
    assert standing() == [("Ana", "confirmed", "paid", "attended")]


def test_of_choices_so_many_of_each(desk):
    session = today(rate="varied")
    child = VariantFactory(service=session.service)
    come(desk, session, **{f"variant_{child.pk}": "2"})
    assert Booking.objects.get().total_participants == 2


def test_pressed_twice_it_is_one(desk):
    session, token = today(), str(uuid4())
    for _ in range(2):
        come(desk, session, client_token=token)
    assert len(standing()) == 1


def test_a_full_class_is_said_and_what_was_typed_stays(desk):
    session = today()
    booked(session, total_participants=8)
    answer = come(desk, session, last_name="Ruiz")
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (422, ["This class is full."])
    assert 'value="Ruiz"' in answer.content.decode()
    assert come(desk, session, although_full="on").status_code == 302


@pytest.mark.parametrize(
    "typed",
    [{"first_name": ""}, {"people": "0"}, {"email": "ana@"}, {"phone": "12"}, {"client_token": "x"}, {"paid": "gold"}],
)
def test_what_is_wrong_is_said_at_its_field(desk, typed):
    answer = come(desk, today(), **typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, list(typed))


def test_without_overrides_nobody_is_added_once_booking_has_closed(client):
    client.force_login(UserFactory(staff=True, permissions=DESK))
    answer = come(client, today())
    said = "Booking for this date has closed, and your account may not add anybody all the same."
    assert (answer.status_code, answer.context["form"].non_field_errors()) == (403, [said])
    assert "although_full" not in answer.context["form"].fields


@pytest.mark.parametrize("missing", DESK[1:])
def test_an_account_that_lacks_a_permission_has_no_form(client, missing):
    client.force_login(UserFactory(staff=True, permissions=[name for name in DESK if name != missing]))
    session = today()
    page = client.get(reverse("admin:bookings_session_attendance", args=[session.pk]))
    assert (page.context["form"], come(client, session).status_code) == (None, 403)


def test_there_is_no_door_to_a_course_nor_before_the_day(desk):
    for session in (a_course()[0], a_class(start=at("10:00") + timedelta(days=1))):
        assert come(desk, session).status_code == 403
    assert standing() == []
