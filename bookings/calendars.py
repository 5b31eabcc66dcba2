"""A booking as a calendar entry: a file for any program (RFC 5545), a link for Google's."""

from datetime import UTC, datetime
from typing import Literal, NamedTuple
from urllib.parse import quote, urlencode
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from bookings import links
from bookings.models import Booking
from bookings.states import Status
from services.models import Business, LocationType, ServiceKind
from services.wording import moment, plain, zone_label

Method = Literal["PUBLISH", "REQUEST", "CANCEL"]


class Entry(NamedTuple):
    """`status` in the calendar's words."""

    uid: str
    start: datetime
    end: datetime
    status: str


_STATUS = {Status.CONFIRMED: "CONFIRMED", Status.DECLINED: "CANCELLED", Status.CANCELED: "CANCELLED"}


def ics(booking: Booking, *, method: Method = "PUBLISH") -> bytes:
    """UTF-8, lines folded and ended by CRLF. The UID never changes and SEQUENCE is the revision, so that a
    program replaces what it has; the zone's own rules are in the file. A course has an entry for each date."""
    method = method_for(booking, method)
    calendar = Calendar()
    calendar.add("PRODID", "-//Daybook//Bookings//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", method)
    for entry in _entries(booking, method):
        calendar.add_component(_event(booking, method, entry))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def method_for(booking: Booking, method: Method) -> Method:
    """Invitations and their ends are for one entry each (RFC 5546): a course's are published, the ended ones too."""
    return "PUBLISH" if booking.kind == ServiceKind.COURSE else method


def google_link(booking: Booking) -> str:
    """Opens Google Calendar with the entry filled in; of a course the first one."""
    entry = _entries(booking, "PUBLISH")[0]
    query = {
        "action": "TEMPLATE",
        "text": booking.title,
        "dates": f"{_stamp(entry.start)}/{_stamp(entry.end)}",
        "ctz": booking.zone.key,
        "location": place(booking),
        "details": _description(booking, entry),
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


def place(booking: Booking) -> str:
    """Where it takes place, on one line: the booking's own copy, or the business's address."""
    at_business = booking.location_type == LocationType.OWNER_BUSINESS
    return booking.location_text or (Business.objects.current().address if at_business else "")


def _entries(booking: Booking, method: Method) -> list[Entry]:
    """In order; a date of a course that was called off is taken out of calendars that have it."""
    status = "CANCELLED" if method == "CANCEL" else _STATUS.get(Status(booking.status), "TENTATIVE")
    dates = booking.schedule.sessions.order_by("starts_at") if booking.schedule else ()
    return [
        Entry(f"{booking.uuid}-{date.pk}", date.starts_at, date.ends_at, "CANCELLED" if date.called_off_at else status)
        for date in dates
    ] or [Entry(str(booking.uuid), booking.starts_at, booking.ends_at, status)]


def _event(booking: Booking, method: Method, entry: Entry) -> Event:
    event = Event()
    event.add("UID", f"{entry.uid}@daybook")
    event.add("SEQUENCE", booking.revision)
    event.add("DTSTAMP", booking.updated_at.astimezone(UTC))
    start, end = _written(entry, booking.zone)
    event.add("DTSTART", start)
    event.add("DTEND", end)
    event.add("SUMMARY", booking.title)
    event.add("DESCRIPTION", _description(booking, entry))
    event.add("STATUS", entry.status)
    event.add("URL", links.url(booking))
    if where := place(booking):
        event.add("LOCATION", where)
    if method != "PUBLISH":
        _add_people(event, booking)
    return event


def _written(entry: Entry, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """In the place's zone; in UTC where that would be the second of two equal readings, because in a calendar
    file a repeated local time means the first."""
    start, end = entry.start.astimezone(zone), entry.end.astimezone(zone)
    return (start.astimezone(UTC), end.astimezone(UTC)) if start.fold or end.fold else (start, end)


def _description(booking: Booking, entry: Entry) -> str:
    lines = [
        plain(f"{moment(entry.start, booking.zone)}, {zone_label(entry.start, booking.zone)}"),
        _("With %(name)s") % {"name": booking.resource_name} if booking.resource_name else "",
        booking.location.directions if booking.location else "",
        _("Booking code: %(code)s") % {"code": booking.code},
        _("Your booking: %(link)s") % {"link": links.url(booking)},
    ]
    return "\n".join(line for line in lines if line)


def _add_people(event: Event, booking: Booking) -> None:
    """RFC 5546 asks for an organiser in requests and cancellations; mail programs take the entry only with both."""
    business = Business.objects.current()
    if business.email:
        name = " ".join(business.name.replace('"', "'").split())
        event.add("ORGANIZER", _mailto(business.email), parameters={"CN": name})
    event.add("ATTENDEE", _mailto(booking.email), parameters={"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"})


def _mailto(address: str) -> str:
    return "mailto:" + quote(address, safe="@+")


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
