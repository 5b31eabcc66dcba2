"""What occupies a person or room, for the business's own calendars (domain.md sections 1 and 2).

Of a customer the first name alone: who subscribes may keep the file anywhere. The address of a visit is in the
booking, to which the entry leads. What ended is not in it any more, which is how programs that subscribe take it out.
"""

from collections.abc import Iterable, Sequence

from django.conf import settings
from django.db.models import Sum
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.calendars.days_off import days_off
from bookings.calendars.window import Window
from bookings.calendars.writing import TENTATIVE, Entry, site
from bookings.models import Booking, Occupancy, Session, SessionKind
from bookings.states import ON_CALENDAR, Status
from services.models import Business, LocationType, Resource
from services.queries import zone_of

READ = (
    *("uuid", "code", "kind", "status", "revision", "updated_at", "double_booked", "session_id", "takes_places"),
    *("title", "first_name", "total_participants", "starts_at", "ends_at", "time_zone"),
    *("location_type", "location_text"),
)


def occupied_entries(resource: Resource, window: Window, business: Business) -> list[Entry]:
    """In the order of time, days off last. Five queries, however much there is, each of the window alone."""
    sessions = _sessions(resource, window)
    booked = _booked(sessions)
    joined = _people_of_courses(sessions)
    found = [_of_session(each, booked.get(each.pk, []), joined, resource, business) for each in sessions]
    found += [_of_booking(booking, resource) for booking in _asked(resource, window)]
    return sorted(found, key=lambda entry: (entry.start, entry.uid)) + days_off(resource, window)


def _sessions(resource: Resource, window: Window) -> list[Session]:
    rows = Occupancy.objects.filter(
        resource=resource, session__isnull=False, busy_until__gt=window.start, busy_from__lt=window.end
    )
    rows = rows.select_related("session__location", "session__schedule")
    return list({row.session_id: row.session for row in rows if row.session}.values())


def _booked(sessions: Sequence[Session]) -> dict[int, list[Booking]]:
    ids = [session.pk for session in sessions]
    found: dict[int, list[Booking]] = {}
    for booking in Booking.objects.filter(session_id__in=ids, status__in=ON_CALENDAR).only(*READ).order_by("pk"):
        found.setdefault(booking.session_id or 0, []).append(booking)
    return found


def _people_of_courses(sessions: Sequence[Session]) -> dict[int, int]:
    """By schedule."""
    ids = {session.schedule_id for session in sessions if session.kind == SessionKind.COURSE}
    rows = Booking.objects.filter(schedule_id__in=ids, takes_places=True).order_by()
    return dict(rows.values_list("schedule").annotate(Sum("total_participants")))


def _asked(resource: Resource, window: Window) -> Iterable[Booking]:
    """Requests that take no time yet: on the calendar all the same."""
    return Booking.objects.filter(
        status=Status.PENDING,
        kind=SessionKind.APPOINTMENT,
        session=None,
        resource=resource,
        starts_at__gte=window.start,
        starts_at__lt=window.end,
    ).only(*READ)


def _of_session(
    session: Session, booked: Sequence[Booking], joined: dict[int, int], resource: Resource, business: Business
) -> Entry:
    if session.kind == SessionKind.APPOINTMENT and booked:
        return _of_booking(booked[0], resource)
    url = _desk("session", session.pk) if session.kind in (SessionKind.CLASS, SessionKind.COURSE) else ""
    return Entry(
        uid=f"session-{session.pk}-{resource.pk}@{site()}",
        start=session.starts_at,
        end=session.ends_at,
        zone=zone_of(session.location, business),
        summary=_named(session, booked, joined),
        description=url,
        where=session.location.name if session.location else "",
        url=url,
    )


def _named(session: Session, booked: Sequence[Booking], joined: dict[int, int]) -> str:
    """ "Yoga: 7 of 12 places"; a request that takes no places is not counted."""
    if session.kind == SessionKind.CLASS:
        taken, places = sum(each.total_participants for each in booked if each.takes_places), session.capacity
    elif session.kind == SessionKind.COURSE:
        taken, places = joined.get(session.schedule_id, 0), session.schedule.capacity or 0
    else:
        return session.title
    words = {"title": session.title, "n": taken, "places": places}
    if not places:
        return ngettext("%(title)s: %(n)s person", "%(title)s: %(n)s people", taken) % words
    return _("%(title)s: %(n)s of %(places)s places") % words


def _of_booking(booking: Booking, resource: Resource) -> Entry:
    url = _desk("booking", booking.pk)
    asked = booking.status == Status.PENDING
    count = booking.total_participants
    visit = booking.location_type == LocationType.CUSTOM
    people = ngettext("%(n)s person", "%(n)s people", count) % {"n": count} if count > 1 else ""
    said = [
        _("Asked for, not confirmed yet") if asked else "",
        _("Double booked") if booking.double_booked else "",
        _("At the customer's place: the address is in the booking") if visit else "",
        _("Booking code: %(code)s") % {"code": booking.code},
        url,
    ]
    who = ", ".join(filter(None, (booking.first_name, people)))
    return Entry(
        uid=f"{booking.uuid}-{resource.pk}@daybook",
        start=booking.starts_at,
        end=booking.ends_at,
        zone=booking.zone,
        summary=f"{booking.title}: {who}" if who else booking.title,
        description="\n".join(filter(None, said)),
        status=TENTATIVE if asked else "CONFIRMED",
        where="" if visit else booking.location_text,
        url=url,
        sequence=booking.revision,
        changed_at=booking.updated_at,
    )


def _desk(model: str, pk: int) -> str:
    return f"{settings.SITE_URL}{reverse('admin:index')}bookings/{model}/{pk}/change/"
