"""The sheet of a date: who is expected, and who came."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.urls import reverse

from bookings.models import Attendance, Booking
from bookings.sessions import set_attendance
from tests.bookings.sessions.making import a_class, a_course, booked, owner
from tests.factories import AttendanceFactory, BookingFactory, OwnerFactory, UserFactory, hour, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


MONDAY = next_monday()  # on which the clock stands: seen from there, the factories' own Monday is a week later


def at(clock):
    return hour(clock, MONDAY)


@pytest.fixture(autouse=True)
def five_past_ten():
    with time_machine.travel(at("10:05"), tick=False) as clock:
        yield clock


@pytest.fixture
def desk(client, five_past_ten):
    client.force_login(OwnerFactory(username="marta"))
    return client


@pytest.fixture
def session(five_past_ten):
    return a_class(start=at("10:00"))


def sheet(session):
    return reverse("admin:bookings_session_attendance", args=[session.pk])


def says(*answers):
    """Of (booking, status, number or None), as the page was when nothing was noted."""
    post = {"act": "save"}
    for booking, status, number in answers:
        post |= {f"status_{booking.pk}": status, f"seen_{booking.pk}": "not_set:0"}
        if number is not None:
            post[f"attended_{booking.pk}"] = str(number)
    return post


def facts():
    return list(Attendance.objects.order_by("booking").values_list("booking", "status", "attended"))


def names(answer):
    return [row.booking.first_name for row in answer.context["rows"]]


def text(response):
    return " ".join(response.content.decode().split())


def test_whoever_waits_or_has_canceled_is_not_expected(desk, session):
    booked(session, first_name="Ana")
    booked(session, first_name="Bea", status="pending")
    for status in ("waiting_list", "canceled", "declined", "created"):
        booked(session, status=status)
    assert names(desk.get(sheet(session))) == ["Ana", "Bea"]


def test_a_course_expects_its_people_on_each_date(desk, five_past_ten):
    first, second, _third = a_course()
    booked(first, first_name="Ana")
    assert names(desk.get(sheet(second))) == ["Ana"]


def test_it_says_the_party_the_money_and_who_is_new(desk, session):
    known = booked(session, first_name="Ana", total_participants=2, price=Decimal(30))
    BookingFactory(confirmed=True, contact=known.contact, starts_at=at("08:00"))
    booked(session, first_name="Bea", price=Decimal(0), exempt=True, payment_status="exempt")
    rows = desk.get(sheet(session)).context["rows"]
    assert [(row.party, row.payment, row.is_new) for row in rows] == [
        ("2 people", "To pay, €30.00 due", False),
        ("1 person", "Free", True),
    ]


def test_what_is_chosen_is_noted(desk, session):
    ana, bea, cia = (booked(session, total_participants=2) for _ in range(3))
    answer = desk.post(sheet(session), says((ana, "attended", 1), (bea, "not_attended", 2), (cia, "not_set", 2)))
    assert (answer.status_code, facts()) == (302, [(ana.pk, "attended", 1), (bea.pk, "not_attended", 0)])
    assert "2 bookings are noted." in text(desk.get(answer.url))


def test_a_number_alone_says_that_so_many_came(desk, session):
    ana = booked(session, total_participants=3)
    desk.post(sheet(session), says((ana, "not_set", 2)))
    assert facts() == [(ana.pk, "attended", 2)]


def test_everybody_else_came(desk, session):
    ana, bea = booked(session, total_participants=2), booked(session)
    desk.post(sheet(session), says((ana, "not_set", 2), (bea, "not_attended", None)) | {"act": "everybody"})
    assert facts() == [(ana.pk, "attended", 2), (bea.pk, "not_attended", 0)]


@pytest.mark.parametrize("number", ["0", "3", "-1", "many", "9" * 30, ""])
def test_a_wrong_number_is_said_at_its_line_and_the_others_are_noted(desk, session, number):
    ana, bea = booked(session, total_participants=2), booked(session)
    answer = desk.post(sheet(session), says((ana, "attended", number), (bea, "attended", None)))
    refused = {row.booking: row.refused for row in answer.context["rows"]}
    assert (answer.status_code, facts()) == (422, [(bea.pk, "attended", 1)])
    assert refused == {ana: "Of this booking 1 to 2 people can have come.", bea: ""}


def test_what_another_noted_meanwhile_is_shown_and_stands(desk, session):
    ana = booked(session)
    set_attendance(ana, session, "attended", by=owner(), now=at("10:01"))
    answer = desk.post(sheet(session), says((ana, "not_attended", None)))
    (row,) = answer.context["rows"]
    assert (answer.status_code, row.noted.status, facts()) == (409, "attended", [(ana.pk, "attended", 1)])
    assert "has noted “came” meanwhile" in row.refused


def test_a_line_that_was_left_alone_undoes_nothing(desk, session):
    ana = booked(session)
    set_attendance(ana, session, "attended", by=owner(), now=at("10:01"))
    assert (desk.post(sheet(session), says((ana, "not_set", None))).status_code, facts()[0][1]) == (302, "attended")


def test_one_that_was_canceled_meanwhile_is_said(desk, session):
    ana, bea = booked(session), booked(session)
    Booking.objects.filter(pk=ana.pk).update(status="canceled", takes_places=False)
    answer = desk.post(sheet(session), says((ana, "attended", None), (bea, "attended", None)))
    assert (answer.status_code, facts()) == (409, [(bea.pk, "attended", 1)])
    assert "A booking has left this sheet meanwhile" in text(answer)


def test_another_dates_booking_is_not_noted_here(desk, session):
    elsewhere = booked(a_class(start=at("12:00")))
    assert (desk.post(sheet(session), says((elsewhere, "attended", None))).status_code, facts()) == (409, [])


def test_a_request_is_answered_before_it_is_noted(desk, session):
    booked(session, status="pending")
    page = text(desk.get(sheet(session)))
    assert ("Answer it first" in page, 'type="radio" name="status_' in page) == (True, False)


def test_before_its_day_it_is_read_and_not_noted(desk, five_past_ten, session):
    booked(session)
    with time_machine.travel(at("10:00") - timedelta(hours=20), tick=False):
        page = text(desk.get(sheet(session)))
    assert ("00:00 on." in page, 'name="status_' in page) == (True, False)


def test_it_says_who_noted_it_and_how_many_came(desk, session):
    AttendanceFactory(booking=booked(session, total_participants=2), attended=2, set_by=OwnerFactory(username="olga"))
    booked(session)
    page = text(desk.get(sheet(session)))
    assert "2 people came, 1 is not noted yet." in page
    assert "Noted by olga, " in page


def test_staff_who_may_only_see_note_nothing(client, session):
    booking = booked(session)
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    assert 'name="status_' not in text(client.get(sheet(session)))
    assert client.post(sheet(session), says((booking, "attended", None))).status_code == 403


def test_whoever_may_not_see_bookings_sees_no_sheet(client, session):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_session"]))
    assert client.get(sheet(session)).status_code == 403


def test_it_costs_the_same_however_many_come(desk, session, django_assert_num_queries):
    for people in (1, 2):
        for _ in range(people):
            AttendanceFactory(booking=booked(session))
        with django_assert_num_queries(9):
            desk.get(sheet(session))


def test_the_dates_page_leads_to_it(desk, session):
    page = text(desk.get(reverse("admin:bookings_session_change", args=[session.pk])))
    assert f'href="{sheet(session)}"' in page
