"""Every factory makes an object that its model accepts, on an empty database."""

from datetime import timedelta

import pytest
from django.apps import apps

from bookings.models import Occupancy
from tests import factories
from tests.factories import BookingFactory, ResourceFactory, ServiceFactory, UserFactory, hour

FACTORIES = [value for name, value in vars(factories).items() if name.endswith("Factory")]
OURS = ["services", "bookings", "checkout"]
# Stays empty until the notice is delivered, which no form ever says.
NOT_IN_FORMS = {"SandboxEventFactory": {"delivered_at"}}

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("made_by", FACTORIES, ids=lambda made_by: made_by.__name__)
def test_it_makes_a_valid_object(made_by):
    made_by().full_clean(exclude=NOT_IN_FORMS.get(made_by.__name__))


def test_every_model_has_its_factory():
    models = {model for app in OURS for model in apps.get_app_config(app).get_models()}

    assert models - {made_by._meta.model for made_by in FACTORIES} == set()


def test_hours_are_written_in_words():
    anna = ResourceFactory(hours="mon-tue 09:00-13:00 16:00-20:00; sat 10:00-00:00")

    assert [str(hours) for hours in anna.schedule.weekly_hours.all()] == [
        "Monday 09:00 - 13:00",
        "Monday 16:00 - 20:00",
        "Tuesday 09:00 - 13:00",
        "Tuesday 16:00 - 20:00",
        "Saturday 10:00 - 00:00",
    ]


def test_a_room_is_always_open_unless_hours_are_given():
    assert not ResourceFactory(room=True).schedule.weekly_hours.exists()


def test_a_service_can_be_given_who_and_what_it_needs():
    anna, ben, room = ResourceFactory(), ResourceFactory(), ResourceFactory(room=True)
    service = ServiceFactory(groups=[[anna, ben], [room]])

    assert [set(group.resources.all()) for group in service.requirement_groups.all()] == [{anna, ben}, {room}]


def test_a_confirmed_booking_occupies_its_time_with_buffers():
    service = ServiceFactory(duration_minutes=45, buffer_before_minutes=5, buffer_after_minutes=15)
    booking = BookingFactory(confirmed=True, service=service, starts_at=hour("12:00"))

    busy = Occupancy.objects.get(session=booking.session)
    assert (booking.session.starts_at, booking.session.ends_at) == (hour("12:00"), hour("12:45"))
    assert (busy.resource, busy.busy_from, busy.busy_until) == (booking.resource, hour("11:55"), hour("13:00"))


@pytest.mark.parametrize("state", ["pending", "declined", "canceled"])
def test_a_booking_can_be_made_in_another_state(state):
    booking = BookingFactory(**{state: True})
    booking.full_clean()

    assert (booking.status, booking.session) == (state, None)


def test_several_bookings_of_one_service_stand_side_by_side():
    service = ServiceFactory()
    starts = [hour("10:00") + timedelta(hours=n) for n in range(3)]
    bookings = [BookingFactory(confirmed=True, service=service, starts_at=start) for start in starts]

    assert len({booking.code for booking in bookings}) == 3


def test_a_staff_user_has_just_the_permissions_given():
    user = UserFactory(staff=True, permissions=["bookings.view_booking"])

    assert user.get_all_permissions() == {"bookings.view_booking"}
