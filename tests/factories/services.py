from datetime import time
from decimal import Decimal

import factory

from services.models import (
    Business,
    Category,
    HoursException,
    Location,
    Policy,
    Question,
    RequirementGroup,
    Resource,
    ResourceKind,
    Schedule,
    Service,
    ServiceKind,
    Variant,
    WeeklyHours,
    WeeklyRule,
)
from tests.factories.times import next_monday

WEEKDAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
OFFICE_HOURS = "mon-fri 09:00-17:00"


def add_hours(schedule, text):
    """Weekly hours from words: "mon-fri 09:00-13:00 16:00-20:00; sat 10:00-14:00"."""
    for part in filter(None, text.split(";")):
        days, *blocks = part.split()
        first, _, last = days.partition("-")
        for weekday in range(WEEKDAYS.index(first), WEEKDAYS.index(last or first) + 1):
            for block in blocks:
                start, end = map(time.fromisoformat, block.split("-"))
                WeeklyHours.objects.create(schedule=schedule, weekday=weekday, start_time=start, end_time=end)


class BusinessFactory(factory.django.DjangoModelFactory):
    """The one row, changed when it is there already."""

    class Meta:
        model = Business

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.update_or_create(pk=1, defaults=kwargs)[0]


class LocationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Location

    name = factory.Sequence(lambda n: f"Location {n}")


class CategoryFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Category

    name = factory.Sequence(lambda n: f"Category {n}")


class PolicyFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Policy

    name = factory.Sequence(lambda n: f"Policy {n}")


class ResourceFactory(factory.django.DjangoModelFactory):
    """A person working Monday to Friday 9 to 17 in words: `hours="tue 10:00-14:00"`; "" for none.
    `room=True`: a room, always open unless hours are given."""

    class Meta:
        model = Resource
        skip_postgeneration_save = True

    class Params:
        room = factory.Trait(kind=ResourceKind.ROOM)

    kind = ResourceKind.STAFF
    name = factory.Sequence(lambda n: f"Resource {n}")

    @factory.post_generation
    def hours(self, create, text, **kwargs):
        default = OFFICE_HOURS if self.kind == ResourceKind.STAFF else ""
        add_hours(self.schedule, default if text is None else text)


class WeeklyHoursFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WeeklyHours

    schedule = factory.LazyFunction(lambda: ResourceFactory(hours="").schedule)
    weekday = 0
    start_time = time(9)
    end_time = time(17)


class HoursExceptionFactory(factory.django.DjangoModelFactory):
    """Closed next Monday, unless days and times are given."""

    class Meta:
        model = HoursException

    schedule = factory.LazyFunction(lambda: ResourceFactory().schedule)
    first_on = factory.LazyFunction(next_monday)
    last_on = factory.SelfAttribute("first_on")


class ServiceFactory(factory.django.DjangoModelFactory):
    """An hour's appointment for 40 in person, with one person who works office hours; `of_class=True`, `course=True`:
    of twelve places, with nobody set (its sessions name their people).

    `groups=[[anna, ben], [room]]`: one of the two and the room; `groups=[]`: nobody.
    """

    class Meta:
        model = Service
        skip_postgeneration_save = True

    class Params:
        of_class = factory.Trait(kind=ServiceKind.CLASS, default_capacity=12)
        course = factory.Trait(kind=ServiceKind.COURSE, default_capacity=12)

    name = factory.Sequence(lambda n: f"Service {n}")
    slug = factory.Sequence(lambda n: f"service-{n}")
    price = Decimal(40)
    policy = factory.SubFactory(PolicyFactory)

    @factory.post_generation
    def groups(self, create, groups, **kwargs):
        somebody = [[ResourceFactory()]] if self.kind == ServiceKind.APPOINTMENT else []
        for position, resources in enumerate(somebody if groups is None else groups):
            RequirementGroupFactory(service=self, position=position, resources=resources)


class ScheduleFactory(factory.django.DjangoModelFactory):
    """Resources, classes and courses make theirs themselves; this is one of a service that has none."""

    class Meta:
        model = Schedule

    service = factory.SubFactory(ServiceFactory)


class WeeklyRuleFactory(factory.django.DjangoModelFactory):
    """Mondays at six in the evening from next Monday on. `people=[anna, room]`."""

    class Meta:
        model = WeeklyRule
        skip_postgeneration_save = True

    schedule = factory.LazyFunction(lambda: ServiceFactory(of_class=True).schedule)
    weekdays = [0]
    start_time = time(18)
    first_on = factory.LazyFunction(next_monday)

    @factory.post_generation
    def people(self, create, people, **kwargs):
        self.resources.set(people or [])


class RequirementGroupFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = RequirementGroup
        skip_postgeneration_save = True

    service = factory.SubFactory(ServiceFactory, groups=[])
    name = factory.Sequence(lambda n: f"Group {n}")

    @factory.post_generation
    def resources(self, create, resources, **kwargs):
        self.resources.set([ResourceFactory()] if resources is None else resources)


class QuestionFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Question

    service = factory.SubFactory(ServiceFactory)
    label = "Anything we should know?"


class VariantFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Variant

    service = factory.SubFactory(ServiceFactory, rate="varied", variant_option="Age")
    name = factory.Sequence(lambda n: f"Choice {n}")
    price = Decimal(20)
