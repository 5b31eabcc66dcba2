"""Up to when a booking may be canceled and moved, in words: the place's zone first (domain.md section 8)."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings import policy_words
from bookings.calendars import ics
from bookings.manage.another_date import date_offer
from bookings.messages.email import compose
from bookings.states import Status
from tests.factories import BookingFactory, MessageFactory, ServiceFactory

pytestmark = pytest.mark.django_db
START = datetime(2026, 3, 29, 9, tzinfo=UTC)  # eleven in Madrid, on the day its clocks go forward
UNTIL = START - timedelta(days=1)
NOW = datetime(2026, 3, 20, 9, tzinfo=UTC)
NEW_YORK = ZoneInfo("America/New_York")


def booked(**kwargs):
    values = {"starts_at": START, "ends_at": START + timedelta(hours=1), "cancel_until": UNTIL, "updated_at": NOW}
    return BookingFactory(**values | kwargs)


@pytest.mark.parametrize(
    ("kept", "reader", "sentence"),
    [
        (None, None, "Sat 28 March, 10:00 Madrid time"),
        ("Europe/Paris", None, "Sat 28 March, 10:00 Madrid time"),
        ("America/New_York", None, "Sat 28 March, 10:00 Madrid time (in New York: Sat 28 March, 05:00)"),
        (None, NEW_YORK, "Sat 28 March, 10:00 Madrid time (in New York: Sat 28 March, 05:00)"),
        ("Pacific/Auckland", NEW_YORK, "Sat 28 March, 10:00 Madrid time (in Auckland: Sat 28 March, 22:00)"),
        ("UTC", None, "Sat 28 March, 10:00 Madrid time (in UTC: Sat 28 March, 09:00)"),
    ],
)
def test_the_customers_own_zone_comes_second_where_its_clocks_differ(kept, reader, sentence):
    said = policy_words.cancel_until_words(booked(contact_time_zone=kept), reader=reader, now=NOW)
    assert said.replace("\u00a0", " ") == f"Cancel free of charge until {sentence}."


def test_an_hour_that_is_read_twice_says_which():
    until = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    said = policy_words.cancel_until_words(booked(cancel_until=until), now=NOW)
    assert said.replace("\u00a0", " ") == "Cancel free of charge until Sun 25 October, 02:30 (UTC+1) Madrid time."


@pytest.mark.parametrize(
    ("cancel", "move", "sentences"),
    [
        (None, None, ""),
        (UNTIL, None, "Cancel free of charge until X."),
        (None, UNTIL, "Take another time until X."),
        (UNTIL, UNTIL, "Cancel free of charge or take another time until X."),
        (UNTIL, START, "Cancel free of charge until X. Take another time until Sun 29 March, 11:00 Madrid time."),
    ],
)
def test_both_cutoffs_are_said_in_as_few_words_as_they_need(cancel, move, sentences):
    said = policy_words.until_words(booked(cancel_until=cancel, reschedule_until=move), now=NOW)
    assert said.replace("\u00a0", " ") == sentences.replace("X", "Sat 28 March, 10:00 Madrid time")


def test_a_course_is_never_moved():
    booking = booked(service=ServiceFactory(course=True), reschedule_until=UNTIL)
    assert policy_words.move_until_words(booking) == ""


@pytest.mark.parametrize("closed", [{"hidden": True}, {"online_booking": False}])
def test_what_is_not_booked_online_any_more_is_not_moved_online(closed):
    booking = booked(service=ServiceFactory(**closed), reschedule_until=UNTIL)
    assert policy_words.until_words(booking, now=NOW).replace("\u00a0", " ") == (
        "Cancel free of charge until Sat 28 March, 10:00 Madrid time."
    )


@pytest.mark.parametrize("closed", [{}, {"hidden": True}, {"online_booking": False}])
def test_page_mail_and_file_promise_the_same(closed):
    booking = booked(service=ServiceFactory(**closed), reschedule_until=UNTIL, cancel_until=None)
    booking.status = Status.CONFIRMED
    mail = compose(MessageFactory(booking=booking), booking, NOW).body
    file = ics(booking).decode().replace("\r\n ", "")
    promised = date_offer(booking, NOW).open
    assert [text.count("Take another time until") for text in (mail, file)] == [promised, promised]


@pytest.mark.parametrize(("now", "said"), [(UNTIL - timedelta(seconds=1), True), (UNTIL, False)])
def test_what_has_passed_is_not_promised(now, said):
    assert bool(policy_words.until_words(booked(), now=now, ahead=True)) is said


def test_after_it_the_sentence_says_since_when_and_who_can():
    booking = booked(reschedule_until=UNTIL)
    cancel, move = policy_words.cancel_closed_words(booking, now=NOW), policy_words.move_closed_words(booking, now=NOW)
    when = "Until Sat 28 March, 10:00 Madrid time it could be"
    assert cancel.replace("\u00a0", " ") == f"{when} canceled free of charge. Now only we can cancel it."
    assert move.replace("\u00a0", " ") == f"{when} moved online. Now only we can do it."


def test_where_customers_never_may_no_date_is_named():
    booking = booked(cancel_until=None)
    assert policy_words.cancel_closed_words(booking) == "This booking can't be canceled online. Only we can do it."
    assert policy_words.move_closed_words(booking) == "This booking can't be moved online. Only we can do it."
