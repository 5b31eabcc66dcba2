"""Two people at the desk note the same booking at the same instant: one row, and nobody's word is lost unseen."""

import pytest

from bookings.errors import RevisionConflict
from bookings.models import Attendance
from bookings.sessions import set_attendance
from bookings.sessions.attendance import Noted
from tests.bookings.sessions.making import a_class, booked, owner
from tests.factories import hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8  # as many as there are places


def test_two_note_the_same_at_once():
    first, second, session = owner(), owner(), a_class()
    for _ in range(ROUNDS):
        booking = booked(session)
        results = together(
            [
                lambda by=by, b=booking: set_attendance(b, session, "attended", by=by, now=hour("10:00"))
                for by in (first, second)
            ]
        )
        row = Attendance.objects.get(booking=booking)
        assert [(result.pk, result.set_by) for result in results] == [(row.pk, row.set_by)] * 2


def test_two_say_the_opposite_and_the_second_is_told():
    first, second, session = owner(), owner(), a_class()
    for _ in range(ROUNDS):
        booking = booked(session)
        said = ((first, "attended"), (second, "not_attended"))
        results = together(
            [
                lambda by=by, what=what, b=booking: set_attendance(
                    b, session, what, seen=Noted(), by=by, now=hour("10:00")
                )
                for by, what in said
            ]
        )
        stood = [result for result in results if isinstance(result, Attendance)]
        assert sorted(type(result).__name__ for result in results) == ["Attendance", RevisionConflict.__name__]
        assert Attendance.objects.get(booking=booking).status == stood[0].status
