"""What an owner types into, picks from and ticks is large enough for a finger (look.md: 44 px)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from bookings.models import Booking
from tests.factories import BookingFactory, BusinessFactory, ResourceFactory, ServiceFactory, SessionFactory
from tests.journeys.shop import physiotherapy

pytestmark = pytest.mark.browser
# A box to tick is as large as its label, which ticks it too.
TARGETS = (
    "input:not([type=checkbox], [type=radio], [type=hidden]), select, textarea, label:has(input), .vCheckboxLabel"
)
TOO_LOW = "each => each.filter(one => one.getBoundingClientRect().height < 44).map(one => one.id || one.textContent)"


@pytest.fixture
def too_low(owner):
    def too_low(address):
        owner.page.set_viewport_size({"width": 375, "height": 812})
        owner.page.goto(address)
        targets = owner.page.locator(f".form-row :is({TARGETS})")
        assert targets.count()
        return targets.evaluate_all(TOO_LOW)

    return too_low


def act(booking: Booking, name: str) -> str:
    return reverse("admin:bookings_booking_act", args=[booking.pk, name])


@pytest.mark.parametrize("name", ["time", "cancel"])
def test_for_an_appointment(too_low, name):
    service = physiotherapy()
    person = service.requirement_groups.get().resources.first()
    booking = BookingFactory(confirmed=True, service=service, resource=person)
    assert too_low(act(booking, name)) == []


@pytest.mark.parametrize("name", ["date", "people"])
def test_for_a_place_in_a_class(too_low, site, name):
    BusinessFactory()
    yoga = ServiceFactory(of_class=True, name="Yoga")
    session = SessionFactory(service=yoga)
    SessionFactory(service=yoga, starts_at=session.starts_at + timedelta(days=1))
    assert too_low(act(BookingFactory(standing=True, service=yoga, session=session), name)) == []


def test_for_a_new_date_of_a_class(too_low, site):
    BusinessFactory()
    yoga = ServiceFactory(of_class=True, name="Yoga", groups=[[ResourceFactory(name="Anna")]])
    assert too_low(f"{reverse('admin:bookings_session_add_date')}?service={yoga.pk}") == []
