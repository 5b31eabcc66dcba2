"""A move that leaves the time of the booking: the verb says what has changed."""

import pytest

from bookings.models import MessageKind
from tests.bookings.messages.writing import mail

pytestmark = pytest.mark.django_db


def test_the_verbs_own_sentence_stands_in_place_of_the_kinds():
    letter = mail(MessageKind.RESCHEDULED, {"changed": "Your booking is now with Marco."})
    assert letter.subject.startswith("Changed: ")
    assert ("Your booking is now with Marco." in letter.body, "new time" in letter.body) == (True, False)
