"""The button of a mail says what can be done where it leads."""

from datetime import timedelta

import pytest

from bookings.models import MessageKind
from tests.bookings.messages.writing import NOW, START, booked, mail, page

pytestmark = pytest.mark.django_db
UNTIL = START - timedelta(days=1)
CHANGE, CANCEL, SEE = "See or change your booking", "See or cancel your booking", "See your booking"


@pytest.fixture(autouse=True)
def spring(time_machine):
    time_machine.move_to(NOW, tick=False)


def button(kind, **fields):
    letter = mail(kind, booking=booked(**fields))
    words = page(letter).split('font-weight:600;text-decoration:none">')[1].split("</a>")[0]
    assert f"\n{words}:\nhttp" in letter.body
    return words


@pytest.mark.parametrize("kind", [MessageKind.CONFIRMED, MessageKind.RESCHEDULED, MessageKind.REMINDER])
@pytest.mark.parametrize(
    ("cancel", "move", "words"),
    [(UNTIL, UNTIL, CHANGE), (None, UNTIL, CHANGE), (UNTIL, None, CANCEL), (UNTIL, NOW, CANCEL), (NOW, NOW, SEE)],
)
def test_of_a_booking_it_names_what_is_allowed(kind, cancel, move, words):
    assert button(kind, cancel_until=cancel, reschedule_until=move) == words


@pytest.mark.parametrize(
    ("cancel", "words"),
    [(UNTIL, "See or take back your request"), (None, "See your request"), (NOW, "See your request")],
)
def test_a_request_is_not_called_a_booking(cancel, words):
    assert button(MessageKind.RECEIVED, pending=True, cancel_until=cancel, reschedule_until=UNTIL) == words


def test_what_has_ended_can_only_be_seen():
    assert button(MessageKind.CANCELED, canceled=True, cancel_until=UNTIL, reschedule_until=UNTIL) == SEE
