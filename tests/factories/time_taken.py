"""Sessions, holds and what they occupy."""

from datetime import timedelta

import factory
from django.utils import timezone

from bookings.models import Hold, Occupancy, Session, SessionKind
from services.models import Resource
from tests.factories.services import ResourceFactory, ServiceFactory
from tests.factories.times import hour


def length(made):
    return timedelta(minutes=made.service.duration_minutes if made.service else 60)


def first_resource(service):
    return (
        Resource.objects.filter(requirement_groups__service=service).order_by("requirement_groups__position").first()
    )


def schedule_of(service):
    """The person's for an appointment, the service's own for a class or course."""
    return first_resource(service).schedule if service.kind == "appointment" else service.schedule


class SessionFactory(factory.django.DjangoModelFactory):
    """An appointment's time with the first person of its service, or a date of a class or course.
    Occupies nothing by itself: OccupancyFactory, or `people=[anna]`."""

    class Meta:
        model = Session
        skip_postgeneration_save = True

    kind = factory.LazyAttribute(lambda made: SessionKind(made.service.kind) if made.service else "time_off")
    service = factory.SubFactory(ServiceFactory)
    schedule = factory.LazyAttribute(lambda made: schedule_of(made.service))
    title = factory.LazyAttribute(lambda made: made.service.name if made.service else "Time off")
    starts_at = factory.LazyFunction(lambda: hour("10:00"))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + length(made))
    capacity = factory.LazyAttribute(lambda made: made.service.default_capacity if made.service else 1)

    @factory.post_generation
    def people(self, create, people, **kwargs):
        for person in people or ():
            OccupancyFactory(session=self, resource=person)


class OccupancyFactory(factory.django.DjangoModelFactory):
    """Busy during its session, without buffers."""

    class Meta:
        model = Occupancy

    session = factory.SubFactory(SessionFactory)
    resource = factory.LazyAttribute(
        lambda made: made.session.schedule.resource if made.session else ResourceFactory()
    )
    busy_from = factory.LazyAttribute(lambda made: (made.session or made.hold).starts_at)
    busy_until = factory.LazyAttribute(lambda made: (made.session or made.hold).ends_at)


class HoldFactory(factory.django.DjangoModelFactory):
    """Ten minutes from now. Occupies nothing by itself: OccupancyFactory(session=None, hold=...)."""

    class Meta:
        model = Hold

    visitor = "a visitor"
    service = factory.SubFactory(ServiceFactory)
    starts_at = factory.LazyFunction(lambda: hour("10:00"))
    ends_at = factory.LazyAttribute(lambda made: made.starts_at + length(made))
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=10))
    created_at = factory.LazyFunction(timezone.now)
