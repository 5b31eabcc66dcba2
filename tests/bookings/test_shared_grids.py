"""Services that share people are searched together: what was found for one serves only those like it."""

from datetime import timedelta

import pytest

from bookings.next_free import next_starts
from tests.factories import LocationFactory, OccupancyFactory, ResourceFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    """Busy on Monday from nine to ten."""
    person = ResourceFactory(hours="mon 09:00-17:00")
    OccupancyFactory(resource=person, busy_from=hour("09:00"), busy_until=hour("10:00"))
    return person


@pytest.mark.parametrize(
    ("field", "minutes", "clock"),
    [
        ("buffer_before_minutes", 15, "11:00"),
        ("duration_minutes", 90, "10:30"),
        ("slot_step_minutes", 25, "10:15"),
    ],
)
def test_a_service_unlike_another_of_the_same_person_has_its_own_times(business, anna, field, minutes, clock):
    services = [ServiceFactory(groups=[[anna]]), ServiceFactory(groups=[[anna]], **{field: minutes})]
    found = next_starts(services, hour("00:00"), business)
    assert [f"{found[each.pk].astimezone(business.zone):%H:%M}" for each in services] == ["10:00", clock]


def test_at_a_place_where_only_one_of_two_services_is_the_other_has_none(business):
    here, there = LocationFactory(), LocationFactory()
    anna = ResourceFactory(hours="mon 09:00-17:00", location=here)
    service = ServiceFactory(groups=[[anna]])
    found = [
        next_starts([service], hour("00:00"), business, location_id=each.pk)[service.pk] for each in (here, there)
    ]
    assert found == [hour("09:00"), None]


def test_hours_changed_by_the_owner_show_at_once(business):
    anna = ResourceFactory(hours="mon 09:00-17:00")
    service = ServiceFactory(groups=[[anna]])
    before = next_starts([service], hour("00:00"), business)[service.pk]
    anna.schedule.weekly_hours.update(start_time="11:00")
    after = next_starts([service], hour("00:00"), business)[service.pk]
    assert after - before == timedelta(hours=2)
