"""Who came: one record for each booking and session (domain.md sections 1 and 3)."""

from datetime import timedelta

import pytest

from bookings.actors import Actor
from bookings.errors import InvalidMove, InvalidRequest, RevisionConflict, UnauthorizedOperation
from bookings.models import Attendance
from bookings.sessions import call_off_session, set_attendance, set_attendances
from bookings.sessions.attendance import Line, Noted
from tests.bookings.sessions.making import a_class, a_course, booked, owner
from tests.factories import BookingFactory, OwnerFactory, UserFactory, hour

pytestmark = pytest.mark.django_db
TEN = hour("10:00")


def note(booking, session, status="attended", at=TEN, by=None, **kwargs):
    return set_attendance(booking, session, status, by=by or owner(), now=at, **kwargs)


def facts():
    return list(Attendance.objects.order_by("pk").values_list("booking", "session", "status", "attended"))


def test_the_whole_party_came_unless_a_number_is_said():
    session = a_class()
    three, two = booked(session, total_participants=3), booked(session, total_participants=2)
    note(three, session)
    note(two, session, attended=1)
    assert facts() == [(three.pk, session.pk, "attended", 3), (two.pk, session.pk, "attended", 1)]


def test_it_says_who_noted_it_and_when_and_the_booking_makes_no_step():
    session, olga = a_class(), owner()
    booking = booked(session)
    row = note(booking, session, "not_attended", by=olga)
    booking.refresh_from_db()
    assert (row.set_by, row.set_at, row.attended) == (olga.user, TEN, 0)
    assert (booking.revision, booking.events.count()) == (1, 0)


def test_a_course_has_a_record_for_each_of_its_dates():
    first, second, _third = a_course()
    booking = booked(first)
    note(booking, first)
    note(booking, second, "not_attended", at=second.starts_at)
    assert facts() == [(booking.pk, first.pk, "attended", 1), (booking.pk, second.pk, "not_attended", 0)]


def test_an_appointment_is_noted_at_its_own_session():
    visit = BookingFactory(confirmed=True)
    assert note(visit, visit.session).status == "attended"


def test_the_same_again_changes_nothing():
    session = a_class()
    booking, later = booked(session), TEN + timedelta(minutes=5)
    note(booking, session)
    assert (note(booking, session, at=later).set_at, Attendance.objects.count()) == (TEN, 1)


def test_not_noted_clears_and_keeps_who_cleared_it():
    session, olga = a_class(), owner()
    booking = booked(session)
    note(booking, session)
    row = note(booking, session, "not_set", by=olga)
    assert (row.status, row.attended, row.set_by) == ("not_set", 0, olga.user)


def test_clearing_what_nobody_noted_leaves_no_row():
    session = a_class()
    assert (note(booked(session), session, "not_set"), facts()) == (None, [])


@pytest.mark.parametrize("attended", [0, 3, -1])
def test_a_number_that_is_not_of_the_party_is_refused(attended):
    session = a_class()
    with pytest.raises(InvalidRequest, match="1 to 2 people") as caught:
        note(booked(session, total_participants=2), session, attended=attended)
    assert (caught.value.field, facts()) == ("attended", [])


def test_nobody_is_noted_before_the_day_begins_at_the_place():
    session = a_class(start=hour("00:30"))
    booking = booked(session)
    with pytest.raises(InvalidRequest, match="00:00 on"):
        note(booking, session, at=hour("00:00") - timedelta(seconds=1))
    assert note(booking, session, at=hour("00:00")).status == "attended"


@pytest.mark.parametrize("status", ["created", "pending", "waiting_list", "canceled", "declined"])
def test_only_what_is_confirmed_is_noted(status):
    session = a_class()
    with pytest.raises(InvalidMove):
        note(booked(session, status=status), session)


def test_the_session_is_its_own():
    session, other, (date, *_dates) = a_class(), a_class(start=hour("12:00")), a_course()
    for wrong in (other, date):
        with pytest.raises(InvalidRequest):
            note(booked(session), wrong)
    with pytest.raises(InvalidRequest):
        note(booked(a_course()[0]), date)


def test_a_date_that_is_called_off_is_not_noted():
    first, *_others = a_course()
    booking = booked(first)
    call_off_session(first, refund=False, by=owner(), now=hour("00:00") - timedelta(days=1))
    with pytest.raises(InvalidRequest, match="called off"):
        note(booking, first)


def test_garbage_is_no_status():
    session = a_class()
    with pytest.raises(InvalidRequest) as caught:
        note(booked(session), session, "perhaps")
    assert caught.value.field == "status"


def test_customers_and_staff_without_the_permission_note_nothing():
    session = a_class()
    booking = booked(session)
    for by in (Actor.visitor(), Actor.owner(UserFactory(staff=True))):
        with pytest.raises(UnauthorizedOperation):
            note(booking, session, by=by)
    staff = Actor.owner(UserFactory(staff=True, permissions=["bookings.change_booking"]))
    assert note(booking, session, by=staff).set_by == staff.user


def test_of_a_sheet_the_right_lines_are_noted_and_the_wrong_said():
    session = a_class()
    here, gone = booked(session), booked(session, status="canceled")
    lines = [Line(each.pk, session.pk, "attended") for each in (gone, here)]
    sheet = set_attendances(lines, by=owner(), now=TEN)
    assert (list(sheet.noted), list(sheet.refused)) == ([here.pk], [gone.pk])


def test_what_another_has_noted_meanwhile_is_not_written_over():
    session, olga = a_class(), Actor.owner(OwnerFactory(username="olga"))
    booking = booked(session)
    note(booking, session, by=olga)
    with pytest.raises(RevisionConflict, match="olga has noted “came” meanwhile"):
        note(booking, session, "not_attended", seen=Noted())
    assert facts() == [(booking.pk, session.pk, "attended", 1)]


def test_who_left_a_line_as_it_was_undoes_nothing():
    session = a_class()
    booking = booked(session)
    note(booking, session)
    assert note(booking, session, "not_set", seen=Noted()).status == "attended"


def test_two_who_note_the_same_agree():
    session = a_class()
    booking = booked(session)
    note(booking, session)
    assert note(booking, session, seen=Noted()).status == "attended"


def test_a_sheet_costs_the_same_reads_whatever_its_length(django_assert_max_num_queries):
    session, by = a_class(), owner()
    lines = [Line(booked(session).pk, session.pk, "not_set") for _ in range(6)]
    with django_assert_max_num_queries(5):
        set_attendances(lines, by=by, now=TEN)
