"""A mail about a course names all its dates."""

import pytest
from django.utils import timezone

from bookings.messages.letters import letter
from bookings.models import MessageKind
from services.wording import moment, plain
from tests.bookings.classes.evening import course
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db


def test_a_course_is_told_with_its_first_and_last_day_and_every_date():
    service = course(dates=3)
    sessions = list(service.sessions.order_by("starts_at"))
    booking = BookingFactory(
        standing=True, service=service, starts_at=sessions[0].starts_at, ends_at=sessions[2].ends_at
    )
    message = MessageFactory(booking=booking, kind=MessageKind.CONFIRMED)
    rows = dict(letter(message, booking, timezone.now())["rows"])
    days = [plain(moment(each.starts_at, booking.zone)) for each in sessions]
    assert plain(rows["3 dates"]) == "; ".join(days)
    assert plain(rows["When"]).count(" to ") == 1
    assert "18:00" not in rows["When"]
