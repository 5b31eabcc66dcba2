"""Classes and courses with who has booked them, in one line of a test."""

from datetime import timedelta

from django.utils import timezone

from bookings.actors import Actor
from bookings.models import Session
from tests.factories import BookingFactory, OwnerFactory, ServiceFactory, SessionFactory, hour, next_monday


def owner():
    return Actor.owner(OwnerFactory())


def a_class(people=(), start=None, **service):
    """Next Monday at ten, an hour, eight places."""
    service = ServiceFactory(of_class=True, **service)
    return SessionFactory(service=service, people=people, starts_at=start or hour("10:00"), capacity=8)


def a_course(dates=3, **service):
    """On three days in a row at ten, the first next Monday."""
    service = ServiceFactory(course=True, **service)
    days = [next_monday() + timedelta(days=n) for n in range(dates)]
    return [SessionFactory(service=service, starts_at=hour("10:00", day)) for day in days]


def booked(session, **kwargs):
    """Confirmed, unless `status` says otherwise."""
    kwargs.setdefault("standing", "status" not in kwargs)
    if session.kind == "course":
        dates = Session.objects.filter(schedule=session.schedule, called_off_at=None).order_by("starts_at")
        time = {"starts_at": dates.first().starts_at, "ends_at": dates.last().ends_at}
    else:
        time = {"session": session, "starts_at": session.starts_at, "ends_at": session.ends_at}
    return BookingFactory(service=session.service, **time, **kwargs)


def now():
    return timezone.now()
