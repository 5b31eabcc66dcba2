"""What money, durations and local time read like, in Python and in a template."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation

from services import wording

MADRID, KATHMANDU = ZoneInfo("Europe/Madrid"), ZoneInfo("Asia/Kathmandu")
NOW = datetime(2026, 3, 17, 10, tzinfo=UTC)
MONDAY = datetime(2026, 3, 30, 9, tzinfo=UTC)


def spaced(text):
    """With no-break spaces made visible."""
    return text.replace("\u00a0", "_")


@pytest.mark.parametrize(
    ("value", "currency", "expected"),
    [
        ("45", "EUR", "€45.00"),
        ("1234.5", "EUR", "€1,234.50"),
        ("4500", "JPY", "¥4,500"),
        ("1.5", "KWD", "KWD_1.500"),
        ("200", "UAH", "UAH_200.00"),
        ("10", "ISK", "ISK_10"),
        ("1.25", "IQD", "IQD_1.250"),
        ("-20", "EUR", "-€20.00"),
    ],
)
def test_money(value, currency, expected):
    assert spaced(wording.money(Decimal(value), currency)) == expected


def test_money_is_written_in_the_readers_manner():
    with translation.override("de"):
        assert spaced(wording.money(Decimal(1234), "EUR")) == "1.234,00_€"


@pytest.mark.parametrize(
    ("count", "short", "long"),
    [
        (0, "0_min", "0_minutes"),
        (1, "1_min", "1_minute"),
        (60, "60_min", "60_minutes"),
        (90, "90_min", "90_minutes"),
        (120, "2_h", "2_hours"),
        (150, "2_h_30_min", "2_hours 30_minutes"),
        (1440, "24_h", "24_hours"),
        (2880, "2_days", "2_days"),
        (2940, "49_h", "49_hours"),
    ],
)
def test_durations(count, short, long):
    assert (spaced(wording.minutes(count)), spaced(wording.minutes_long(count))) == (short, long)


def test_a_moment_keeps_day_and_month_together():
    assert spaced(wording.moment(MONDAY, MADRID, NOW)) == "Mon 30_March, 11:00"


def test_a_moment_of_another_year_names_it():
    there = datetime(2027, 1, 4, 9, tzinfo=UTC)
    assert spaced(wording.moment(there, MADRID, NOW)) == "Mon 4_January_2027, 10:00"


def test_the_year_is_the_places_own():
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)
    assert spaced(wording.day_label(new_year, MADRID, NOW)) == "Fri 1_January_2027"


def test_days_and_months_of_plain_dates():
    day = date(2026, 11, 27)
    words = wording.day_label(day, now=NOW), wording.weekday_date(day, now=NOW), wording.month_label(day)
    assert [spaced(word) for word in words] == ["Fri 27_November", "Friday 27_November", "November 2026"]


def test_days_are_written_in_the_readers_language():
    with translation.override("de"):
        assert spaced(wording.weekday_date(MONDAY, MADRID, NOW)) == "Montag 30_März"
    assert spaced(wording.weekday_date(MONDAY, MADRID, NOW)) == "Monday 30_March"


@pytest.mark.parametrize(
    ("utc", "expected"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "02:30_(UTC+2)"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "02:30_(UTC+1)"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), "03:00"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "03:00"),
    ],
)
def test_a_repeated_hour_carries_its_offset(utc, expected):
    assert spaced(wording.clock(utc, MADRID)) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Europe/Madrid", "Madrid time (CEST, UTC+2)"),
        ("Asia/Kathmandu", "Kathmandu time (UTC+5:45)"),
        ("America/Argentina/Buenos_Aires", "Buenos Aires time (UTC-3)"),
        ("America/St_Johns", "St Johns time (NDT, UTC-2:30)"),
        ("Africa/Abidjan", "Abidjan time (GMT, UTC)"),
        ("UTC", "UTC"),
        ("Etc/GMT+5", "UTC-5"),
    ],
)
def test_zone_labels(zone, expected):
    assert wording.zone_label(MONDAY, ZoneInfo(zone)) == expected


@pytest.mark.parametrize(
    ("instant", "expected"),
    [
        (datetime(2026, 3, 17, 22, 59, tzinfo=UTC), "Today"),
        (datetime(2026, 3, 17, 23, 0, tzinfo=UTC), "Tomorrow"),
        (datetime(2026, 3, 18, 23, 0, tzinfo=UTC), "Thu 19_March"),
        (datetime(2026, 3, 16, 12, 0, tzinfo=UTC), "Mon 16_March"),
    ],
)
def test_relative_days_turn_at_the_places_midnight(instant, expected):
    assert spaced(wording.relative_day(instant, NOW, MADRID)) == expected


def test_text_messages_get_ordinary_spaces():
    assert wording.plain(wording.moment(MONDAY, MADRID, NOW)) == "Mon 30 March, 11:00"


def test_a_naive_time_is_refused():
    with pytest.raises(ValueError, match="An instant has a zone"):
        wording.clock(datetime(2026, 3, 30, 11), MADRID)  # noqa: DTZ001


def test_the_day_of_an_instant_needs_a_zone():
    with pytest.raises(ValueError, match="depends on the zone"):
        wording.day_label(MONDAY)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("{{ amount|money:'EUR' }}", "€45.00"),
        ("{{ length|minutes }}, {{ length|minutes_long }}", "60_min, 60_minutes"),
        ("{{ at|clock:zone }}", "17:00"),
        ("{{ at|moment:zone|plain }}", "Mon 30 March 1998, 17:00"),
        ("{{ at|day:zone }}", "Mon 30_March_1998"),
        ("{{ at|weekday_date:zone }}", "Monday 30_March_1998"),
        ("{{ on|weekday_date }}", "Friday 27_November_1998"),
        ("{{ on|month }}", "November 1998"),
        ("{{ at|zone_label:zone }}", "Kathmandu time (UTC+5:45)"),
        ("{{ at|offset_label:zone }}", ""),
        ("{{ nothing|moment:zone }}{{ none|money:'EUR' }}", ""),
    ],
)
def test_filters_need_no_load_tag(source, expected):
    at = datetime(1998, 3, 30, 11, 15, tzinfo=UTC)
    facts = {"amount": Decimal(45), "length": 60, "at": at, "zone": KATHMANDU, "on": date(1998, 11, 27), "none": None}
    assert spaced(Template(source).render(Context(facts))) == expected


def test_a_filter_without_its_zone_is_a_mistake_of_the_template():
    with pytest.raises(TemplateSyntaxError):
        Template("{{ at|clock }}")


def test_a_zone_is_named_after_its_city():
    assert [wording.zone_city(ZoneInfo(key)) for key in ("Europe/Madrid", "America/New_York", "UTC")] == [
        "Madrid time",
        "New York time",
        "UTC",
    ]
