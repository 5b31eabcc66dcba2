"""A day without times leads on to the next one that has some, and back only where none comes."""

import re
from datetime import UTC, datetime

import pytest

from tests.bookings.views.asking import see
from tests.factories import BusinessFactory, ResourceFactory, ServiceFactory

pytestmark = pytest.mark.django_db
SUNDAY = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def mondays(time_machine):
    """Free on Mondays: 2, 9, 16, 23 and 30 March and so on, up to the horizon."""
    time_machine.move_to(SUNDAY, tick=False)

    def mondays(horizon_days=90):
        BusinessFactory(horizon_days=horizon_days)
        return ServiceFactory(slug="massage", groups=[[ResourceFactory(hours="mon 09:00-12:00")]])

    return mondays


def led_to(client, service, day):
    """What both links say, above the times and below the month."""
    said = re.findall(r">(\w+ free day: [^<]+)</a>", see(client, service, day=day).content.decode())
    assert len(said) in (0, 2)
    return said[0].replace("\u00a0", " ") if said else None


def test_it_is_the_first_after_the_chosen_one(client, mondays):
    assert led_to(client, mondays(), "2026-03-11") == "Next free day: Mon 16 March"


def test_after_the_last_of_the_month_it_is_in_the_next(client, mondays):
    assert led_to(client, mondays(), "2026-03-31") == "Next free day: Mon 6 April"


def test_a_day_with_times_leads_nowhere(client, mondays):
    assert led_to(client, mondays(), "2026-03-16") is None


def test_where_only_an_earlier_one_exists_it_is_the_first(client, mondays):
    assert led_to(client, mondays(horizon_days=28), "2026-03-27") == "First free day: Mon 2 March"


def test_in_a_later_month_the_first_is_the_very_first(client, mondays):
    assert led_to(client, mondays(horizon_days=38), "2026-04-07") == "First free day: Mon 2 March"


def test_where_there_is_none_at_all_nothing_is_said(client, mondays):
    service = ServiceFactory(groups=[[ResourceFactory(hours="")]])
    assert led_to(client, service, "2026-03-11") is None


@pytest.mark.parametrize("day", ["2026-03-11", "2026-03-31"])
def test_looking_for_it_takes_eight_questions_at_most(client, mondays, django_assert_max_num_queries, day):
    service = mondays()
    with django_assert_max_num_queries(8):
        see(client, service, day=day)
