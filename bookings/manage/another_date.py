"""Another date for a booking of a class, another time for an appointment: whether it may move, what that means, and
where there are places."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.balance import at_hand
from bookings.classes import ClassSession, read_sessions
from bookings.errors import BookingError
from bookings.lifecycle.reschedule import refuse_rescheduling
from bookings.lifecycle.reschedule_rules import cancels_late
from bookings.models import Booking
from bookings.picker.session_rows import places_left
from bookings.policy_words import cancel_stays_words, in_both_zones, move_closed_words, moves_online
from bookings.states import ON_CALENDAR, Status
from services import wording
from services.models import Business, ServiceKind

AHEAD = timedelta(days=60)
VISITOR = Actor.visitor()


@dataclass(frozen=True, slots=True)
class DateOffer:
    """`open`: it may move; `sentence`: up to when it may, or since when not. `title`, `button`: as it is called."""

    open: bool
    sentence: str
    title: str
    button: str


@dataclass(frozen=True, slots=True)
class AnotherDate:
    """One to choose. `about`: with whom, where, how many places."""

    id: int
    moment: str
    about: str


def date_offer(booking: Booking, now: datetime, reader: ZoneInfo | None = None) -> DateOffer | None:
    """None for a course, and for all that its policy does not let customers move. The booking has its service."""
    until = booking.reschedule_until
    if booking.kind == ServiceKind.COURSE or booking.status not in ON_CALENDAR or now >= booking.ends_at:
        return None
    if until is None:
        return None
    if not may_move(booking, now):
        return DateOffer(False, move_closed_words(booking, reader=reader, now=now), *_called(booking))
    if not moves_online(booking):
        return DateOffer(False, _("This can't be moved online. Only we can do it."), *_called(booking))
    words = {"when": in_both_zones(booking, until, reader=reader, now=now)}
    if booking.kind == ServiceKind.APPOINTMENT:
        return DateOffer(True, _("You can take another time until %(when)s.") % words, *_called(booking))
    return DateOffer(True, _("You can take another date until %(when)s.") % words, *_called(booking))


def _called(booking: Booking) -> tuple[str, str]:
    if booking.kind == ServiceKind.APPOINTMENT:
        return _("Another time"), _("Choose another time")
    return _("Another date"), _("Choose another date")


def may_move(booking: Booking, now: datetime) -> bool:
    try:
        refuse_rescheduling(booking, by=VISITOR, now=now)
    except BookingError:
        return False
    return True


def what_happens(booking: Booking, business: Business, now: datetime) -> list[str]:
    """Said before it is done."""
    said = [_opens(booking)] if booking.takes_places else []
    if booking.terms.needs_approval:
        if booking.status == Status.CONFIRMED:
            said.append(
                _("It becomes a request again: %(business)s answers you by email.") % {"business": business.name}
            )
        else:
            said.append(_("It stays a request: %(business)s answers you by email.") % {"business": business.name})
        said.append(_kept(booking))
    if cancels_late(booking, by=VISITOR, now=now):
        said += filter(None, [cancel_stays_words(booking, business.name)])
    if booking.kind == ServiceKind.APPOINTMENT:
        return said  # the slip beside it says the price
    if at_hand(booking) > 0:
        said.append(_("The price stays the same, and what you paid counts for the new date."))
    elif booking.price is not None and not booking.exempt:
        said.append(_("The price stays the same."))
    return said


def _opens(booking: Booking) -> str:
    words = {"moment": wording.moment(booking.starts_at, booking.zone)}
    if booking.kind == ServiceKind.APPOINTMENT:
        return _("Your time on %(moment)s opens to others at once.") % words
    opens = ngettext(
        "Your place on %(moment)s opens to others at once.",
        "Your places on %(moment)s open to others at once.",
        booking.total_participants,
    )
    return opens % words


def _kept(booking: Booking) -> str:
    if booking.kind == ServiceKind.APPOINTMENT:
        return _("Your new time is kept meanwhile.")
    count = booking.total_participants
    return ngettext("Your new place is kept meanwhile.", "Your new places are kept meanwhile.", count)


def dates_for(booking: Booking, business: Business, now: datetime, *, owner: bool = False) -> list[AnotherDate]:
    """Those of the class with places for the party, in order; the booking has its service with the policy. An owner
    sees them all."""
    found = read_sessions(booking.service, now, now + AHEAD, now=now, business=business)
    others = [each for each in found if each.id != booking.session_id]
    return [_date(each, booking, now) for each in others if owner or _fits(each, booking)]


def _fits(session: ClassSession, booking: Booking) -> bool:
    return session.places.open >= booking.total_participants and not session.violations


def _date(session: ClassSession, booking: Booking, now: datetime) -> AnotherDate:
    people = _("with %(people)s") % {"people": session.people} if session.people else ""
    about = ", ".join(filter(None, (people, places_left(session.places))))
    return AnotherDate(session.id, wording.moment(session.start, booking.zone, now), about)
