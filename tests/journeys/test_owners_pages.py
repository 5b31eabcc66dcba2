"""Today, the owner's first page: axe finds nothing, light or dark (parts.md U17)."""

import pytest

from tests.bookings.making import create, decide
from tests.factories import hour
from tests.journeys.looking import faults
from tests.journeys.shop import a_day, by_request

pytestmark = pytest.mark.browser


def test_the_owners_first_page_has_no_fault(owner):
    decide(create(by_request(), hour("10:00", a_day())))
    owner.page.goto("/admin/")
    assert faults(owner.page) == []
