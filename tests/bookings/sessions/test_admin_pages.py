"""The owner's pages of one date: the list, its people, and what can be done to it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bookings.line import LEFT_WAITLIST
from bookings.models import Session
from tests.bookings.making import book
from tests.bookings.sessions.making import a_class, a_course, booked, now
from tests.factories import (
    BookingEventFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    UserFactory,
    WaitingFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db
LIST = reverse("admin:bookings_session_changelist")
ADD = reverse("admin:bookings_session_add_date")
MOVED = {"at": "12:00", "minutes": 60, "notify": "on"}


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


def page_of(session):
    return reverse("admin:bookings_session_change", args=[session.pk])


def act(session, name):
    return reverse("admin:bookings_session_act", args=[session.pk, name])


def text(response):
    return " ".join(response.content.decode().split())


def test_the_list_shows_what_is_to_come_and_no_appointments(desk):
    later, sooner = a_class(start=hour("12:00")), a_class(start=hour("09:00"))
    SessionFactory(service=later.service, starts_at=now() - timedelta(days=2))
    book(ServiceFactory(), hour("10:00"))
    rows = desk.get(LIST).context["cl"].result_list
    assert [row.pk for row in rows] == [sooner.pk, later.pk]


def test_the_list_counts_places_of_classes_and_of_whole_courses(desk):
    session, (first, *others) = a_class(), a_course(default_capacity=5)
    booked(session, total_participants=3)
    booked(first, total_participants=2)
    booked(session, status="waiting_list")
    rows = {row.pk: (row.taken, row.places) for row in desk.get(LIST).context["cl"].result_list}
    assert rows == {session.pk: (3, 8)} | {date.pk: (2, 5) for date in (first, *others)}


def test_a_page_leads_to_its_bookings_and_who_waits(desk):
    session = a_class()
    booking, waiting = booked(session), booked(session, status="waiting_list", first_name="Wanda")
    WaitingFactory(booking=waiting)
    said = text(desk.get(page_of(session)))
    for each in (booking, waiting):
        assert reverse("admin:bookings_booking_change", args=[each.pk]) in said
    assert "1 of 8 places taken" in said


@pytest.mark.parametrize("status", ["canceled", "declined"])
def test_who_only_waited_is_not_among_its_bookings(desk, status):
    session = a_class()
    gone, waited = booked(session, status=status), booked(session, status=status)
    for booking, reason in ((gone, ""), (waited, LEFT_WAITLIST)):
        BookingEventFactory(booking=booking, kind=status, reason=reason)
    shown = desk.get(page_of(session)).context["bookings"]
    assert [booking.pk for booking, *_said in shown] == [gone.pk]


def test_the_menu_has_the_name_of_the_list(desk):
    name = "Dates of classes and courses"
    assert (desk.get(LIST).context["title"], f'<a href="{LIST}">{name}</a>' in text(desk.get("/admin/"))) == (
        name,
        True,
    )


def test_nothing_on_it_can_be_edited_by_a_form(desk):
    session = a_class()
    assert desk.post(page_of(session), {"title": "Other", "capacity": 99}).status_code == 403
    session.refresh_from_db()
    assert session.capacity == 8


def test_it_is_moved_on_the_clocks_of_the_place(desk):
    anna = ResourceFactory()
    session = a_class(people=[anna])
    day = next_monday().isoformat()
    answer = desk.post(act(session, "move"), MOVED | {"day": day, "resources": [anna.pk]})
    session.refresh_from_db()
    assert (answer.status_code, session.starts_at) == (302, hour("12:00"))


def test_a_form_that_says_nothing_new_tells_nobody(desk):
    session = a_class()
    booking = booked(session)
    desk.post(act(session, "move"), MOVED | {"day": next_monday().isoformat(), "at": "10:00"})
    assert not booking.events.exists()


def test_who_is_busy_is_named_at_the_people_and_what_was_typed_stays(desk):
    anna = ResourceFactory(name="Anna")
    book(ServiceFactory(groups=[[anna]]), hour("12:00"))
    session = a_class(people=[anna])
    typed = MOVED | {"day": next_monday().isoformat(), "resources": [anna.pk], "words": "Later today."}
    answer = desk.post(act(session, "move"), typed)
    assert (answer.status_code, answer.context["form"].errors["resources"]) == (422, ["Anna is busy then."])
    assert "Later today." in text(answer)


def test_places_say_who_is_too_many(desk):
    session = a_class()
    booked(session, total_participants=3)
    answer = desk.post(act(session, "places"), {"capacity": 2}, follow=True)
    assert "There are 2 places now. 1 person more has a place and keeps it; nobody else can book." in text(answer)


def test_places_of_a_course_are_those_of_the_whole(desk):
    first, *_others = a_course()
    desk.post(act(first, "places"), {"capacity": 30})
    first.schedule.refresh_from_db()
    assert first.schedule.capacity == 30


def test_a_date_is_added_by_hand(desk):
    service = ServiceFactory(of_class=True, duration_minutes=45)
    answer = desk.post(ADD, {"service": service.pk, "day": next_monday().isoformat(), "at": "18:00"})
    session = Session.objects.get()
    assert (answer.url, session.starts_at, session.ends_at) == (page_of(session), hour("18:00"), hour("18:45"))


def test_a_date_in_the_past_is_told_at_its_start(desk):
    service = ServiceFactory(of_class=True)
    answer = desk.post(ADD, {"service": service.pk, "day": "2020-01-01", "at": "18:00"})
    assert (answer.status_code, answer.context["form"].errors) == (422, {"at": ["This time has passed."]})


def test_one_that_is_called_off_offers_nothing_more(desk):
    session = a_class()
    Session.objects.update(called_off_at=now(), calling_off={"refund": True, "words": "Ill."})
    said = text(desk.get(page_of(session)))
    assert ("Called off</span>" in said, "the money goes back. Ill." in said) == (True, True)
    assert act(session, "move") not in said
    assert "nothing can be changed any more" in text(desk.get(act(session, "move")))


@pytest.mark.parametrize(
    ("name", "permission"),
    [("move", "change_session"), ("places", "change_session"), ("call-off", "cancel_booking")],
)
def test_each_act_has_its_permission(client, name, permission):
    session = a_class()
    for granted, status in ([], 403), ([f"bookings.{permission}"], 200):
        client.force_login(UserFactory(staff=True, permissions=granted))
        assert client.get(act(session, name)).status_code == status


def test_a_list_of_many_asks_no_more_than_a_list_of_two(desk, business):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            desk.get(LIST)
        return len(seen)

    def make(*clocks):
        for clock in clocks:
            booked(a_class(people=[ResourceFactory()], start=hour(clock)), amount_paid=Decimal(5))

    make("09:00", "10:00")
    few = queries()
    make("11:00", "12:00", "13:00")
    assert queries() == few
