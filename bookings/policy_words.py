"""Up to when a booking may be canceled and moved, in sentences: the same on its page, in its mails and in its
calendar file (domain.md section 8).

The booking's own cutoffs are said, never its policy's present ones. The place's zone is first, the customer's second
where its clocks differ; `reader` is the browser's zone, for who has none kept.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from bookings.models import Booking
from services import wording
from services.models import LateCancel, ServiceKind


def second_zone(booking: Booking, instant: datetime, reader: ZoneInfo | None = None) -> ZoneInfo | None:
    """The customer's, where its clocks are not those of the place at that instant."""
    there = instant.astimezone(booking.zone).utcoffset()
    zones = (booking.contact_time_zone, reader)
    return next((zone for zone in zones if zone and instant.astimezone(zone).utcoffset() != there), None)


def in_both_zones(
    booking: Booking, instant: datetime, *, reader: ZoneInfo | None = None, now: datetime | None = None
) -> str:
    """ "Sat 28 March, 10:00 Madrid time (in New York: Sat 28 March, 04:00)"."""
    words = {"moment": wording.moment(instant, booking.zone, now), "zone": wording.zone_city(booking.zone)}
    said = _("%(moment)s %(zone)s") % words
    own = second_zone(booking, instant, reader)
    if own is None:
        return said
    there = {"said": said, "city": wording.city(own), "moment": wording.moment(instant, own, now)}
    return _("%(said)s (in %(city)s: %(moment)s)") % there


def until_words(
    booking: Booking, *, reader: ZoneInfo | None = None, now: datetime | None = None, ahead: bool = False
) -> str:
    """Up to when it may be canceled, and up to when moved; one sentence where that is the same moment.

    Nothing of what customers may not do at all; with `ahead` nothing either of what may not be done `now` any more.
    """
    cancel = cancel_until_words(booking, reader=reader, now=now, ahead=ahead)
    move = move_until_words(booking, reader=reader, now=now, ahead=ahead)
    until = booking.cancel_until
    if cancel and move and until is not None and until == booking.reschedule_until:
        when = in_both_zones(booking, until, reader=reader, now=now)
        return _("Cancel free of charge or take another time until %(when)s.") % {"when": when}
    return " ".join(filter(None, (cancel, move)))


def cancel_until_words(
    booking: Booking, *, reader: ZoneInfo | None = None, now: datetime | None = None, ahead: bool = False
) -> str:
    """ "Cancel free of charge until Sat 28 March, 10:00 Madrid time."; of a course that counts to its first date."""
    until = _open_until(booking.cancel_until, now, ahead)
    if until is None:
        return ""
    return _("Cancel free of charge until %(when)s.") % {"when": in_both_zones(booking, until, reader=reader, now=now)}


def move_until_words(
    booking: Booking, *, reader: ZoneInfo | None = None, now: datetime | None = None, ahead: bool = False
) -> str:
    """Nothing of what can't be moved online."""
    until = _open_until(booking.reschedule_until, now, ahead)
    if until is None or not moves_online(booking):
        return ""
    return _("Take another time until %(when)s.") % {"when": in_both_zones(booking, until, reader=reader, now=now)}


def moves_online(booking: Booking) -> bool:
    """Whether customers find other times for it: never for a course, nor where the service is hidden or not booked
    online any more (domain.md section 6)."""
    service = booking.service
    return booking.kind != ServiceKind.COURSE and service.online_booking and not service.hidden


def _open_until(until: datetime | None, now: datetime | None, ahead: bool) -> datetime | None:
    return None if until is not None and ahead and now is not None and until <= now else until


def cancel_closed_words(booking: Booking, *, reader: ZoneInfo | None = None, now: datetime | None = None) -> str:
    """For who may not cancel, or not any more: since when, and who can (journeys.md S25)."""
    if booking.cancel_until is None:
        return _("This booking can't be canceled online. Only we can do it.")
    when = in_both_zones(booking, booking.cancel_until, reader=reader, now=now)
    return _("Until %(when)s it could be canceled free of charge. Now only we can cancel it.") % {"when": when}


def cancel_stays_words(booking: Booking, business: str) -> str:
    """For who is after the cutoff and moves it: what cancelling means then. Nothing where it costs nothing."""
    late, words = booking.terms.late_cancel, {"business": business}
    if late == LateCancel.REFUSED:
        return _("Canceling stays as it is now: only we can do it.")
    if late == LateCancel.KEEP_DEPOSIT:
        said = _("Canceling stays as it is now: the deposit stays with %(business)s.") % words
        return said if booking.deposit else ""
    said = _("Canceling stays as it is now: what you paid stays with %(business)s.") % words
    return "" if booking.exempt else said


def move_closed_words(booking: Booking, *, reader: ZoneInfo | None = None, now: datetime | None = None) -> str:
    if booking.reschedule_until is None:
        return _("This booking can't be moved online. Only we can do it.")
    when = in_both_zones(booking, booking.reschedule_until, reader=reader, now=now)
    return _("Until %(when)s it could be moved online. Now only we can do it.") % {"when": when}
