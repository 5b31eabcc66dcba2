"""Subscribing to a calendar as programs do."""

from datetime import timedelta

from django.urls import reverse

from bookings import feeds
from bookings.states import Status
from tests.bookings.calendars.reading import events
from tests.factories import BookingFactory, CalendarFeedFactory, SessionFactory, hour


def path_of(feed):
    return reverse("bookings:calendar_feed", args=[feeds.token(feed)])


def ask(client, feed, **headers):
    return client.get(path_of(feed), headers=headers)


def titles(response):
    return [event.summary.value for event in events(response.content)]


def feed_of(resource=None, contact=None):
    return CalendarFeedFactory(resource=resource, contact=contact)


def class_of(service, *people, taken=0, clock="18:00", day=None, **kwargs):
    session = SessionFactory(service=service, starts_at=hour(clock, day), people=people, **kwargs)
    if taken:
        BookingFactory(service=service, session=session, standing=True, total_participants=taken)
    return session


def course_of(service, *people, weeks=3, clock="16:00"):
    dates = [
        SessionFactory(service=service, starts_at=hour(clock) + timedelta(weeks=week), people=people)
        for week in range(weeks)
    ]
    return dates, {"starts_at": dates[0].starts_at, "ends_at": dates[-1].ends_at, "status": Status.CONFIRMED}
