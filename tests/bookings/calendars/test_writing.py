"""Whatever is typed, a file is one that programs read (RFC 5545 sections 3.1 and 3.3.11)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from bookings.calendars.writing import Entry, Sides, Subscription, calendar_file, line, lines
from tests.bookings.calendars.reading import events, parsed, starting, unfolded

START = datetime(2026, 3, 30, 9, tzinfo=UTC)
MADRID = ZoneInfo("Europe/Madrid")
typed = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)


def entry(**more):
    return Entry("one@daybook", START, START + timedelta(hours=1), MADRID, **{"summary": "Massage"} | more)


def written(*entries, method="PUBLISH", **more):
    return calendar_file(entries or [entry()], method=method, stamp=START, **more)


@given(typed, typed, typed)
@example("a\x0bb\x85c\u2028d", "one\r\ntwo", "BEGIN:VEVENT\nEND:VCALENDAR")
@example("שיעור יוגה, רמה 2", "🧘🏽‍♀️" * 40, 'Calle "Mayor"; 1\\2')
@example("\ufeff", "\x7f", "\t")
def test_any_text_comes_back_as_it_was_but_for_its_breaks(title, about, where):
    [event] = events(written(entry(summary=title, description=about, where=where)))
    assert event.summary.value == line(title)
    assert (
        event.contents["description"][0].value == lines(about) if lines(about) else "description" not in event.contents
    )
    assert event.contents["location"][0].value == line(where) if line(where) else "location" not in event.contents


@given(typed, typed)
@example("ñ" * 120, "\U0001f9d8" * 60)
def test_no_line_is_longer_than_75_octets_and_none_parts_a_letter(title, about):
    content = written(entry(summary=title, description=about))
    each = content.removesuffix(b"\r\n").split(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r") == len(each)
    assert max(map(len, each)) <= 75
    assert [part.decode() for part in each]


@given(typed)
@example('The "Desk"; of: all, things')
@example("a\nATTENDEE:mailto:other@example.com")
def test_a_name_can_add_nothing_to_an_invitation(name):
    content = written(method="REQUEST", sides=Sides("desk@example.com", name, "ada+1@example.com"))
    [event] = Calendar.from_ical(content).walk("VEVENT")
    assert (event["ORGANIZER"], event["ATTENDEE"]) == ("mailto:desk@example.com", "mailto:ada+1@example.com")
    [read] = events(content)
    assert read.organizer.value == "mailto:desk@example.com"
    assert event["ORGANIZER"].params.get("CN", "") == line(name.replace('"', "'").replace("\\", "/"))


def test_an_entry_has_all_that_programs_ask_for():
    content = written(entry(sequence=3, changed_at=START, url="https://book.example.com/b/1/"))
    names = [each.partition(":")[0].partition(";")[0] for each in unfolded(content)]
    event = names[names.index("DTSTAMP") - 10 : -3]
    assert {"UID", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "DTEND", "SUMMARY", "STATUS", "TRANSP"} <= set(
        event
    )
    assert starting(content, "URL") == ["URL:https://book.example.com/b/1/"]


@pytest.mark.parametrize("name", ["VERSION", "PRODID", "CALSCALE", "METHOD"])
def test_the_calendar_says_what_it_is_once(name):
    assert len(starting(written(), name)) == 1


def test_a_day_off_is_a_day_and_no_time():
    day = date(2026, 8, 3)
    content = written(Entry("off@daybook", day, day + timedelta(days=14), None, "Day off"))
    assert starting(content, "DT")[:2] == ["DTSTART;VALUE=DATE:20260803", "DTEND;VALUE=DATE:20260817"]
    assert events(content)[0].dtstart.value == day


def test_a_program_that_reads_again_is_told_the_name_and_how_often():
    about = Subscription("Anna, Estudio Argumosa", MADRID, timedelta(minutes=15))
    calendar = parsed(written(subscription=about))
    assert calendar.x_wr_calname.value == calendar.contents["name"][0].value == "Anna, Estudio Argumosa"
    assert starting(written(subscription=about), "REFRESH-INTERVAL") == ["REFRESH-INTERVAL;VALUE=DURATION:PT15M"]
    assert (calendar.x_published_ttl.value, calendar.x_wr_timezone.value) == ("PT15M", "Europe/Madrid")


def test_a_calendar_with_nothing_in_it_is_one_all_the_same():
    content = calendar_file([], method="PUBLISH", stamp=START)
    assert starting(content, "BEGIN") == ["BEGIN:VCALENDAR"]
    assert parsed(content).version.value == "2.0"
