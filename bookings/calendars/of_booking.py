"""A booking as a calendar entry: a file for any program (RFC 5545), a link for Google's. A course has one a date."""

from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import parseaddr
from urllib.parse import urlencode

from django.conf import settings
from django.utils.translation import gettext as _

from bookings import links
from bookings.calendars.writing import CANCELLED, TENTATIVE, Entry, Method, Sides, calendar_file
from bookings.models import Booking, Session
from bookings.policy_words import until_words
from bookings.states import FINAL, Status
from services.models import Business, LocationType, ServiceKind
from services.wording import moment, plain, zone_label

_STATUS = {Status.CONFIRMED: "CONFIRMED", Status.DECLINED: CANCELLED, Status.CANCELED: CANCELLED}


def ics(booking: Booking, *, method: Method = "PUBLISH") -> bytes:
    """The UID never changes and SEQUENCE is the revision, so that a program replaces what it has."""
    business = Business.objects.current()
    ended = method == "CANCEL"
    method = method_for(booking, method)
    return calendar_file(
        entries_of(booking, business, ended=ended),
        method=method,
        stamp=booking.updated_at,
        sides=None if method == "PUBLISH" else _sides(booking, business),
    )


def method_for(booking: Booking, method: Method) -> Method:
    """Invitations and their ends are for one entry each (RFC 5546): a course's are published, the ended ones too."""
    return "PUBLISH" if booking.kind == ServiceKind.COURSE else method


def entries_of(booking: Booking, business: Business, *, ended: bool = False) -> list[Entry]:
    """In order; a date of a course that was called off is taken out of calendars that have it. `ended`: whatever its
    status. One query for a course, unless its dates were read already."""
    status = CANCELLED if ended else _STATUS.get(Status(booking.status), TENTATIVE)
    dates = _dates(booking.schedule.sessions.all()) if booking.schedule else []
    if not dates:
        where = place(booking, business)
        return [_entry(booking, str(booking.uuid), booking.starts_at, booking.ends_at, status, where)]
    return [
        _entry(
            booking,
            f"{booking.uuid}-{date.pk}",
            date.starts_at,
            date.ends_at,
            CANCELLED if date.called_off_at else status,
            _place_of_date(booking, date, business),
        )
        for date in dates
    ]


def google_link(booking: Booking) -> str:
    """Opens Google Calendar with the entry filled in; of a course the first one that takes place."""
    entries = entries_of(booking, Business.objects.current())
    entry = next((each for each in entries if each.status != CANCELLED), entries[0])
    query = {
        "action": "TEMPLATE",
        "text": entry.summary,
        "dates": f"{_stamp(entry.start)}/{_stamp(entry.end)}",
        "ctz": booking.zone.key,
        "location": entry.where,
        "details": entry.description,
    }
    return f"https://calendar.google.com/calendar/render?{urlencode(query)}"


def place(booking: Booking, business: Business | None = None) -> str:
    """Where it takes place, on one line: the booking's own copy, or the business's address."""
    if booking.location_text or booking.location_type != LocationType.OWNER_BUSINESS:
        return booking.location_text
    return (business or Business.objects.current()).address


def _dates(sessions: Iterable[Session]) -> list[Session]:
    return sorted(sessions, key=lambda session: session.starts_at)


def _place_of_date(booking: Booking, date: Session, business: Business) -> str:
    """Of a course one date may be elsewhere."""
    if date.location_id in (None, booking.location_id) or date.location is None:
        return place(booking, business)
    return ", ".join(filter(None, (date.location.name, date.location.address)))


def _entry(booking: Booking, uid: str, start: datetime, end: datetime, status: str, where: str) -> Entry:
    return Entry(
        uid=f"{uid}@daybook",
        start=start,
        end=end,
        zone=booking.zone,
        summary=booking.title,
        description=_description(booking, start),
        status=status,
        where=where,
        url=links.url(booking),
        sequence=booking.revision,
        changed_at=booking.updated_at,
    )


def _description(booking: Booking, start: datetime) -> str:
    said = [
        f"{moment(start, booking.zone)}, {zone_label(start, booking.zone)}",
        _("With %(name)s") % {"name": booking.resource_name} if booking.resource_name else "",
        booking.location.directions if booking.location else "",
        # What was past when the booking last changed is not promised; the same booking always is the same file.
        until_words(booking, now=booking.updated_at, ahead=True) if booking.status not in FINAL else "",
        _("Booking code: %(code)s") % {"code": booking.code},
        _("Your booking: %(link)s") % {"link": links.url(booking)},
    ]
    return plain("\n".join(each for each in said if each))


def _sides(booking: Booking, business: Business) -> Sides:
    """Mail programs take an invitation only with both; a business without an address of its own has the site's."""
    return Sides(business.email or parseaddr(settings.DEFAULT_FROM_EMAIL)[1], business.name, booking.email)


def _stamp(instant: object) -> str:
    assert isinstance(instant, datetime)  # noqa: S101 - a booking has a time, not a day
    return instant.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
