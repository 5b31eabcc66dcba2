"""A member's bookings as rows of a board of departures: when, what, whether it stands, what is to pay."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils.translation import gettext as _

from bookings import links
from bookings.balance import due
from bookings.credit_words import credits_words, in_use
from bookings.members import own_bookings
from bookings.models import Booking, Contact
from bookings.states import FINAL, Status
from services import wording
from services.models import Business, LocationType, ServiceKind

PAGE = 20


@dataclass(frozen=True, slots=True)
class Row:
    """`day`, `clock` and `zone`: the start at its place. `own`: the same for the member, where clocks differ. `mark`
    and `word`: where the booking stands."""

    url: str
    day: str
    clock: str
    zone: str
    own: str
    title: str
    facts: list[str]
    mark: str
    word: str
    length: str
    price: str
    price_note: str


@dataclass(frozen=True, slots=True)
class Mine:
    """`page`: of the past, counted from 1; `more`: there are older ones."""

    upcoming: list[Row]
    waiting: list[Row]
    past: list[Row]
    page: int
    more: bool

    @property
    def is_empty(self) -> bool:
        return not (self.upcoming or self.waiting or self.past) and self.page == 1


def mine(contact: Contact, business: Business, now: datetime, page: int) -> Mine:
    """Two queries. What has ended, or is over, is past: newest first, PAGE at a time."""
    own = own_bookings(contact)
    over = Q(status__in=FINAL) | Q(ends_at__lte=now)
    ahead = list(own.exclude(over).order_by("starts_at", "pk"))
    first = (page - 1) * PAGE
    past = list(own.filter(over).order_by("-starts_at", "-pk")[first : first + PAGE + 1])
    return Mine(
        upcoming=[_row(booking, contact, business, now) for booking in ahead if booking.status == Status.CONFIRMED],
        waiting=[_row(booking, contact, business, now) for booking in ahead if booking.status != Status.CONFIRMED],
        past=[_row(booking, contact, business, now) for booking in past[:PAGE]],
        page=page,
        more=len(past) > PAGE,
    )


def _row(booking: Booking, contact: Contact, business: Business, now: datetime) -> Row:
    start, zone = booking.starts_at, booking.zone
    mark, word = _state(booking, now)
    minutes = round((booking.ends_at - start).total_seconds() / 60)
    return Row(
        url=links.path(booking),
        day=wording.relative_day(start, now, zone) if start > now else wording.day_label(start, zone, now),
        clock=wording.clock(start, zone),
        zone=wording.zone_city(zone),
        own=_own_time(booking, contact.time_zone, now),
        title=booking.title,
        facts=_facts(booking, business, now),
        mark=mark,
        word=word,
        length="" if booking.kind == ServiceKind.COURSE else wording.minutes(minutes),
        price=_price(booking, business.currency),
        price_note=_price_note(booking, business.currency),
    )


def _own_time(booking: Booking, zone: ZoneInfo | None, now: datetime) -> str:
    """ "04:00 in New York", with the day where that is another; nothing where it is what the place's clock says."""
    if zone is None:
        return ""
    start = booking.starts_at
    here, there = start.astimezone(zone), start.astimezone(booking.zone)
    if here.utcoffset() == there.utcoffset():
        return ""
    same_day = here.date() == there.date()
    said = wording.clock(start, zone) if same_day else wording.moment(start, zone, now)
    return _("%(moment)s in %(city)s") % {"moment": said, "city": wording.city(zone)}


def _state(booking: Booking, now: datetime) -> tuple[str, str]:
    """As the head of its own page (bookings/manage/faces.py), in few words."""
    match booking.status:
        case Status.CONFIRMED:
            return ("ok", _("Confirmed")) if now < booking.ends_at else ("done", _("Took place"))
        case Status.PENDING:
            return "ask", _("Request sent")
        case Status.CREATED:
            return "wait", _("Confirming") if booking.checkout_completed_at else _("Not finished")
        case Status.WAITING_LIST:
            return "wait", _("On the waitlist")
        case Status.DECLINED:
            return "no", _("Not booked")
    return "no", _("Canceled")


def _facts(booking: Booking, business: Business, now: datetime) -> list[str]:
    at_business = booking.location_type == LocationType.OWNER_BUSINESS
    is_course, people = booking.kind == ServiceKind.COURSE, booking.total_participants
    facts = [
        _("With %(name)s") % {"name": booking.resource_name} if booking.resource_name else "",
        booking.location_text or (business.address if at_business else ""),
        _("%(n)s people") % {"n": people} if people > 1 else "",
        _("Until %(day)s") % {"day": wording.day_label(booking.ends_at, booking.zone, now)} if is_course else "",
    ]
    return [fact for fact in facts if fact]


def _price(booking: Booking, currency: str) -> str:
    if booking.credits:
        return credits_words(booking.credits)
    if booking.price is None:
        return booking.price_text
    return _("Free") if booking.exempt else wording.money(booking.price, currency)


def _price_note(booking: Booking, currency: str) -> str:
    """What is still to pay of one that stands; what came back of one that ended."""
    if booking.credits:
        back = booking.status in FINAL and in_use(booking)
        return _("%(credits)s back") % {"credits": credits_words(in_use(booking))} if back else ""
    if booking.amount_refunded:
        return _("%(amount)s refunded") % {"amount": wording.money(booking.amount_refunded, currency)}
    if booking.status == Status.CONFIRMED and (left := due(booking)):
        return _("%(amount)s to pay") % {"amount": wording.money(left, currency)}
    return _("paid") if booking.amount_paid else ""
