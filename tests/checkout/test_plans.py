"""plans.py: cycles, pots, how many credits (domain.md section 12)."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checkout.plans import Refusal, Span, Validity, credits_for, cycles, pot_for, runs_out

MADRID = ZoneInfo("Europe/Madrid")
ZONES = [MADRID, ZoneInfo("UTC"), ZoneInfo("America/Santiago"), ZoneInfo("Africa/Cairo"), ZoneInfo("Pacific/Apia")]


def at(text, zone=MADRID):
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def held(start, end, cycle="", zone=MADRID):
    return Validity(Span(at(start, zone), at(end, zone)), cycle, zone)


def begins(validity):
    return [span.start.astimezone(validity.zone).strftime("%m-%d %H:%M") for span in cycles(validity)]


@pytest.mark.parametrize(("people", "dates", "credits"), [(1, 1, 1), (3, 1, 3), (1, 8, 8), (2, 8, 16)])
def test_a_credit_is_one_person_on_one_date(people, dates, credits):
    assert credits_for(people, dates) == credits


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        ("2026-11-22 10:00", 30, "2026-12-23 00:00"),
        ("2026-11-22 23:59", 1, "2026-11-24 00:00"),
        ("2026-03-28 12:00", 1, "2026-03-30 00:00"),  # the clocks change in between
        ("2026-10-24 12:00", 7, "2026-11-01 00:00"),
    ],
)
def test_it_runs_out_with_a_day(start, days, end):
    assert runs_out(at(start), days, MADRID) == at(end)


@pytest.mark.parametrize(
    ("start", "end", "cycle", "starts"),
    [
        ("2026-11-22 10:00", "2027-02-21 00:00", "", ["11-22 10:00"]),
        ("2026-03-20 10:00", "2026-04-11 00:00", "week", ["03-20 10:00", "03-27 00:00", "04-03 00:00"]),
        ("2026-01-31 10:00", "2026-05-01 00:00", "month", ["01-31 10:00", "02-28 00:00", "03-31 00:00"]),
        ("2028-01-30 10:00", "2028-03-30 00:00", "month", ["01-30 10:00", "02-29 00:00"]),
        ("2026-02-10 10:00", "2026-03-13 00:00", "month", ["02-10 10:00"]),  # 30 days: three left over
        ("2026-12-15 10:00", "2027-03-01 00:00", "month", ["12-15 10:00", "01-15 00:00", "02-15 00:00"]),
        ("2026-11-22 10:00", "2026-11-24 00:00", "month", ["11-22 10:00"]),
    ],
)
def test_cycles_begin_with_the_day(start, end, cycle, starts):
    assert begins(held(start, end, cycle)) == starts


@pytest.mark.parametrize(
    ("dates", "found"),
    [
        (["2026-11-30 10:00"], "11-22 10:00"),
        (["2026-12-21 23:59"], "11-22 10:00"),
        (["2026-12-22 00:00"], "12-22 00:00"),
        (["2026-11-23 10:00", "2026-12-20 10:00"], "11-22 10:00"),
        (["2026-11-23 10:00", "2026-12-22 10:00"], Refusal.SEVERAL_CYCLES),
        (["2026-11-22 09:59"], Refusal.NOT_YET),
        (["2027-01-23 00:00"], Refusal.TOO_LATE),
        (["2027-01-20 10:00", "2027-01-23 10:00"], Refusal.TOO_LATE),
        ([], Refusal.NOTHING_AHEAD),
    ],
)
def test_what_takes_place_in_a_cycle_is_paid_by_it(dates, found):
    validity = held("2026-11-22 10:00", "2027-01-23 00:00", "month")
    pot = pot_for(validity, [at(date) for date in dates])
    assert (pot.start.astimezone(MADRID).strftime("%m-%d %H:%M") if isinstance(pot, Span) else pot) == found


moments = st.integers(0, 5000).map(lambda hours: datetime(2026, 1, 1, 7, 30, tzinfo=UTC) + timedelta(hours=7 * hours))


@given(moments, st.integers(1, 800), st.sampled_from(["week", "month"]), st.sampled_from(ZONES))
def test_cycles_lie_side_by_side_and_none_is_a_crumb(start, days, cycle, zone):
    validity = Validity(Span(start, runs_out(start, days, zone)), cycle, zone)
    found = cycles(validity)
    assert (found[0].start, found[-1].end) == (validity.span.start, validity.span.end)
    assert all(one.end == other.start for one, other in pairwise(found))
    least = timedelta(days=3) if cycle == "week" else timedelta(days=13)
    assert all(span.end - span.start > least for span in found[1:])


@given(moments, st.integers(1, 800), st.sampled_from(["", "week", "month"]), st.sampled_from(ZONES), st.floats(0, 1))
def test_every_moment_of_it_has_one_pot(start, days, cycle, zone, part):
    validity = Validity(Span(start, runs_out(start, days, zone)), cycle, zone)
    moment = start + (validity.span.end - start) * part * 0.999
    pot = pot_for(validity, [moment])
    assert isinstance(pot, Span)
    assert moment in pot
