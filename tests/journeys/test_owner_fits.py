"""What an owner fills in and calls is seen whole, on a desk and on a phone."""

import pytest
from django.urls import reverse

from bookings import links
from tests.factories import BookingFactory, HoursExceptionFactory
from tests.journeys.shop import physiotherapy

pytestmark = pytest.mark.browser
CUT = "[...document.querySelectorAll('.inline-group')].map(group => group.scrollWidth - group.clientWidth)"
LINES = "numbers => numbers.map(number => getComputedStyle(number).whiteSpace)"


@pytest.mark.parametrize("width", [1280, 375])
def test_no_column_of_the_hours_is_cut(owner, width):
    person = physiotherapy().requirement_groups.get().resources.first()
    HoursExceptionFactory(schedule=person.schedule, reason="Holiday")
    owner.page.set_viewport_size({"width": width, "height": 900})
    owner.page.goto(reverse("admin:services_resource_change", args=[person.pk]))

    assert owner.page.evaluate(CUT) == [0, 0]


def test_a_phone_number_stays_on_one_line(owner):
    booking = BookingFactory(confirmed=True)
    owner.open(booking)
    assert owner.page.locator(".field-phone .readonly").evaluate_all(LINES) == ["nowrap"]

    owner.page.goto(links.path(booking))
    assert owner.page.locator("#change .phone").evaluate_all(LINES) == ["nowrap"]
