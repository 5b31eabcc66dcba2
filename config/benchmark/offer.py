"""A business of a given shape: its people, its services, its hours."""

from decimal import Decimal

from config.benchmark.shapes import CLOSES, HORIZON_DAYS, OPENS, ZONE, Shape
from services.models import (
    Business,
    Category,
    Location,
    Policy,
    RequirementGroup,
    Resource,
    Service,
    ServiceKind,
    WeeklyHours,
)

SLUG = "service-1"
ONLINE_SLUG = "paid-online"
PLACES = 20  # of a class session or a course


def make_offer(shape: Shape) -> tuple[list[Resource], list[Service]]:
    """The people, and the services that the bookings are of: person n serves at least service n."""
    Business.objects.create(time_zone=ZONE, horizon_days=HORIZON_DAYS, email="owner@example.com")
    location = Location.objects.create(name="Main street", address="Main street 1")
    policy = Policy.objects.create(name="Regular", customer_may_cancel=True, cancel_cutoff_minutes=1440)
    categories = Category.objects.bulk_create(Category(name=f"Category {n}", position=n) for n in range(4))
    people = [make_person(f"Person {number:02}") for number in range(1, shape.people + 1)]
    services = [
        make_service(f"service-{number + 1}", policy, location, categories[number % 4], _those(people, number, shape))
        for number in range(shape.services)
    ]
    if shape.services == 1:
        make_service(ONLINE_SLUG, policy, location, categories[0], people, pay_online=True, pay_in_person=False)
    return people, services


def _those(people: list[Resource], number: int, shape: Shape) -> list[Resource]:
    count = shape.chosen_from or len(people)
    return [people[(number + step) % len(people)] for step in range(count)]


def make_person(name: str) -> Resource:
    person = Resource.objects.create(name=name)
    WeeklyHours.objects.bulk_create(
        WeeklyHours(schedule=person.schedule, weekday=weekday, start_time=OPENS, end_time=CLOSES)
        for weekday in range(5)
    )
    return person


def make_service(
    slug: str, policy: Policy, location: Location, category: Category, people: list[Resource], **options: bool
) -> Service:
    service = Service.objects.create(
        name=slug.replace("-", " ").capitalize(),
        slug=slug,
        summary="Half an hour, with whoever is free or the one you choose.",
        category=category,
        policy=policy,
        price=Decimal(30),
        duration_minutes=30,
        **options,
    )
    service.locations.add(location)
    group = RequirementGroup.objects.create(service=service, name="person")
    group.resources.set(people)
    return service


def make_class(slug: str, location: Location, kind: ServiceKind = ServiceKind.CLASS) -> Service:
    """A class or course of twenty, with a waitlist; its sessions are made apart."""
    policy, _made = Policy.objects.get_or_create(
        name="Classes", defaults={"waitlist": True, "max_participants": 4, "customer_may_cancel": True}
    )
    service = Service.objects.create(
        kind=kind,
        name=slug.replace("-", " ").capitalize(),
        slug=slug,
        summary="Half an hour, with up to twenty people.",
        policy=policy,
        price=Decimal(12),
        duration_minutes=30,
        default_capacity=PLACES,
    )
    service.locations.add(location)
    return service
