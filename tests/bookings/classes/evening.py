"""A class on some evenings, in one line of a test."""

from datetime import timedelta
from decimal import Decimal

from tests.factories import PolicyFactory, ResourceFactory, ServiceFactory, SessionFactory, hour


def yoga(places=12, *, policy=None, **fields):
    """A class for 12 that lets a party of four book."""
    rules = PolicyFactory(**{"max_participants": 4, **(policy or {})})
    return ServiceFactory(
        of_class=True, name="Yoga", policy=rules, default_capacity=places, **{"price": Decimal(12)} | fields
    )


def evening(service, days=0, **fields):
    """A date of the class: next Monday at 18:00, or so many days later."""
    return SessionFactory(service=service, starts_at=hour("18:00") + timedelta(days=days), **fields)


def course(dates=3, places=12, *, policy=None, **fields):
    """A course on so many Mondays, and its first session."""
    rules = PolicyFactory(**{"max_participants": 4, **(policy or {})})
    service = ServiceFactory(
        course=True, name="Ink", policy=rules, default_capacity=places, **{"price": Decimal(90)} | fields
    )
    for week in range(dates):
        evening(service, 7 * week)
    return service


def teacher(name="Inés"):
    return ResourceFactory(name=name, hours="mon-sun 08:00-22:00")
