"""The pages that we add to Django's admin: axe finds nothing, light or dark (parts.md U17)."""

import pytest

from tests.bookings.making import create, decide
from tests.factories import hour
from tests.journeys.looking import faults
from tests.journeys.shop import a_day, by_request

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("page", ["", "bookings/booking/{}/act/confirm/"])
def test_an_owners_page_has_no_fault(owner, page):
    asked = decide(create(by_request(), hour("10:00", a_day())))
    owner.page.goto(f"/admin/{page.format(asked.pk)}")
    assert faults(owner.page) == []
