"""Another date for a booking of a class: whether it may move, what that means, and where there are places."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.balance import at_hand
from bookings.classes import ClassSession, read_sessions
from bookings.errors import BookingError
from bookings.lifecycle.reschedule import refuse_rescheduling
from bookings.models import Booking
from bookings.picker.session_rows import places_left
from bookings.states import ON_CALENDAR, Status
from services import wording
from services.models import Business, ServiceKind

AHEAD = timedelta(days=60)
VISITOR = Actor.visitor()


@dataclass(frozen=True, slots=True)
class DateOffer:
    """`open`: it may move; `sentence`: up to when it may, or since when not."""

    open: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class AnotherDate:
    """One to choose. `about`: with whom, where, how many places."""

    id: int
    moment: str
    about: str


def date_offer(booking: Booking, now: datetime) -> DateOffer | None:
    """None for all but a class whose policy lets customers move it."""
    if booking.kind != ServiceKind.CLASS or booking.status not in ON_CALENDAR or now >= booking.ends_at:
        return None
    until = booking.reschedule_until
    if until is None:
        return None
    words = {"moment": wording.moment(until, booking.zone, now)}
    if may_move(booking, now):
        return DateOffer(True, _("You can take another date until %(moment)s.") % words)
    return DateOffer(False, _("This could be moved online until %(moment)s. Now only we can do it.") % words)


def may_move(booking: Booking, now: datetime) -> bool:
    try:
        refuse_rescheduling(booking, by=VISITOR, now=now)
    except BookingError:
        return False
    return True


def what_happens(booking: Booking, business: Business) -> list[str]:
    """Said before it is done."""
    now = wording.moment(booking.starts_at, booking.zone)
    count, words = booking.total_participants, {"business": business.name, "moment": now}
    opens = ngettext(
        "Your place on %(moment)s opens to others at once.", "Your places on %(moment)s open to others at once.", count
    )
    said = [opens % words]
    if booking.terms.needs_approval:
        if booking.status == Status.CONFIRMED:
            said.append(_("It becomes a request again: %(business)s answers you by email.") % words)
        else:
            said.append(_("It stays a request: %(business)s answers you by email.") % words)
        said.append(ngettext("Your new place is kept meanwhile.", "Your new places are kept meanwhile.", count))
    if at_hand(booking) > 0:
        said.append(_("The price stays the same, and what you paid counts for the new date."))
    elif booking.price is not None and not booking.exempt:
        said.append(_("The price stays the same."))
    return said


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
