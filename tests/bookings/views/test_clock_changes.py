"""The days on which clocks change, and zones that are not a whole hour apart (journeys.md S9, S10)."""

from datetime import UTC, date, datetime

import pytest
import time_machine

from tests.bookings.views.asking import labels, see

pytestmark = pytest.mark.django_db


def shown(client, service, day):
    return see(client, service, day=day.isoformat())


@time_machine.travel(datetime(2026, 3, 2, tzinfo=UTC), tick=False)
def test_in_madrid_the_hour_that_is_skipped_is_not_offered(client, place_in):
    response = shown(client, place_in("Europe/Madrid", "sun 00:00-06:00"), date(2026, 3, 29))
    assert [label for label, _offset, _shift in labels(response)] == ["00:00", "01:00", "03:00", "04:00", "05:00"]
    assert response.context["clock_change"] == "The clocks go forward by 60\xa0minutes on this day."


@time_machine.travel(datetime(2026, 10, 5, tzinfo=UTC), tick=False)
def test_in_madrid_the_hour_that_comes_twice_is_offered_twice_with_its_offset(client, place_in):
    response = shown(client, place_in("Europe/Madrid", "sun 01:00-04:00"), date(2026, 10, 25))
    assert [label[:2] for label in labels(response)] == [
        ("01:00", ""),
        ("02:00", "UTC+2"),
        ("02:00", "UTC+1"),
        ("03:00", ""),
    ]


@time_machine.travel(datetime(2026, 8, 3, tzinfo=UTC), tick=False)
def test_in_santiago_the_day_begins_at_one(client, place_in):
    response = shown(client, place_in("America/Santiago", "sun 00:00-04:00"), date(2026, 9, 6))
    assert labels(response)[0][0] == "01:00"
    assert response.context["clock_change"] == "The clocks go forward by 60\xa0minutes on this day."


@time_machine.travel(datetime(2026, 3, 16, tzinfo=UTC), tick=False)
def test_on_lord_howe_the_clocks_go_back_by_half_an_hour(client, place_in):
    response = shown(
        client, place_in("Australia/Lord_Howe", "sun 00:00-03:00", slot_step_minutes=30), date(2026, 4, 5)
    )
    assert response.context["clock_change"] == "The clocks go back by 30\xa0minutes on this day."
    assert [label[:2] for label in labels(response)][3:5] == [("01:30", "UTC+11"), ("01:30", "UTC+10:30")]


@time_machine.travel(datetime(2026, 3, 16, tzinfo=UTC), tick=False)
def test_kathmandu_is_named_with_its_three_quarters(client, place_in):
    response = shown(client, place_in("Asia/Kathmandu", "mon 09:00-12:00"), date(2026, 3, 23))
    assert response.context["zone_label"] == "Kathmandu time (UTC+5:45)"


@time_machine.travel(datetime(2026, 3, 2, tzinfo=UTC), tick=False)
def test_on_an_ordinary_day_nothing_is_said_of_clocks(client, place_in):
    assert shown(client, place_in("Europe/Madrid", "mon 09:00-12:00"), date(2026, 3, 16)).context["clock_change"] == ""
