"""What somebody's plans would give for some bookings: read here, taken by checkout/operations/redeeming.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bookings.credit_words import credits_words
from bookings.models import Booking, Contact, Session
from checkout.errors import NotEnoughCredits, PlanDoesNotPay, PlanDoesNotReach
from checkout.models import CreditPot, Membership
from checkout.plans import Refusal, Span, Validity, credits_for, pot_for
from checkout.plans_words import last_day
from services.models import Business, ServiceKind


@dataclass(frozen=True, slots=True)
class Part:
    """So many credits of the pot of `span`, for one booking."""

    booking: Booking
    span: Span
    credits: int


@dataclass(frozen=True, slots=True)
class Cover:
    """One plan that pays for all of some bookings. `left`: in the pots it takes from, before; None: any number."""

    membership: Membership
    parts: tuple[Part, ...]
    left: int | None

    @property
    def credits(self) -> int:
        return sum(part.credits for part in self.parts)


def live(contact: Contact, service_id: int, now: datetime) -> QuerySet[Membership]:
    """Those that may pay for the service, the one that ends first before the others."""
    own = Membership.objects.filter(contact=contact, ended_at=None, ends_at__gt=now, services=service_id)
    return own.order_by("ends_at", "pk")


def best_cover(memberships: Iterable[Membership], bookings: Sequence[Booking], now: datetime) -> Cover | None:
    """The first that pays for all of them; None where there is no plan. Raises PlanDoesNotPay with the reason of the
    last one, NotEnoughCredits first of all."""
    refused: PlanDoesNotPay | None = None
    dates = [dates_of(booking, now) for booking in bookings]
    for membership in memberships:
        try:
            return cover(membership, bookings, dates)
        except PlanDoesNotPay as error:
            refused = refused if isinstance(refused, NotEnoughCredits) else error
    if refused is not None:
        raise refused
    return None


def cover(membership: Membership, bookings: Sequence[Booking], dates: Sequence[list[datetime]]) -> Cover:
    """`dates`: of each booking, as `dates_of` says. Raises PlanDoesNotPay, NotEnoughCredits."""
    pots = {Span(pot.starts_at, pot.ends_at): pot for pot in membership.pots.all()}
    validity = validity_of(membership, Business.objects.current().time_zone)
    parts = []
    for booking, its_dates in zip(bookings, dates, strict=True):
        span = pot_for(validity, its_dates, list(pots))
        if isinstance(span, Refusal):
            raise PlanDoesNotReach(why_not(span, membership), span)
        parts.append(Part(booking, span, credits_for(booking.total_participants, len(its_dates))))
    lefts = []
    for span in {part.span for part in parts}:
        left = left_of(membership, pots.get(span))
        wanted = sum(part.credits for part in parts if part.span == span)
        if left is not None and left < wanted:
            raise NotEnoughCredits(not_enough(membership, left, wanted))
        lefts.append(left)
    return Cover(membership, tuple(parts), None if None in lefts else sum(left for left in lefts if left is not None))


def dates_of(booking: Booking, now: datetime) -> list[datetime]:
    """When it takes place: of a course all of its dates still to come."""
    if booking.kind != ServiceKind.COURSE:
        return [booking.starts_at]
    coming = Session.objects.filter(schedule=booking.schedule_id, called_off_at=None, starts_at__gt=now)
    return list(coming.order_by("starts_at").values_list("starts_at", flat=True))


def validity_of(membership: Membership, zone: ZoneInfo) -> Validity:
    """`zone`: the business's."""
    return Validity(Span(membership.starts_at, membership.ends_at), membership.cycle, zone)


def left_of(membership: Membership, pot: CreditPot | None) -> int | None:
    """None: any number. A cycle that was not begun has all of its credits."""
    if pot is None:
        return membership.credits
    return None if pot.credits is None else pot.credits - pot.used


def not_enough(membership: Membership, left: int, wanted: int) -> str:
    words = {"plan": membership.name, "left": credits_words(left), "wanted": credits_words(wanted)}
    if not left:
        return _("Your %(plan)s has no credits left for this. Choose another way to pay.") % words
    return _("Your %(plan)s has %(left)s left, and this takes %(wanted)s. Choose another way to pay.") % words


def why_not(refusal: Refusal, membership: Membership) -> str:
    """A sentence for whoever wanted to use it."""
    zone = Business.objects.current().time_zone
    words = {"plan": membership.name, "until": last_day(membership.ends_at, zone)}
    sentences = {
        Refusal.NOTHING_AHEAD: _("There is no date left that your %(plan)s could pay for."),
        Refusal.NOT_YET: _("Your %(plan)s begins after that date."),
        Refusal.TOO_LATE: _("Your %(plan)s ends on %(until)s, before that. Choose another way to pay."),
        Refusal.SEVERAL_CYCLES: _(
            "The dates lie in more than one period of your %(plan)s, and each period's credits pay for its own dates."
            " Choose another way to pay."
        ),
    }
    return sentences[refusal] % words


def not_so_far(refusal: str, membership: Membership) -> str:
    """Why what it pays for can't move to a date; for its customer and for the owner."""
    zone = Business.objects.current().time_zone
    if refusal == Refusal.NOT_YET:
        return _("The plan that pays for this begins after that date.")
    words = {"until": last_day(membership.ends_at, zone)}
    return _("The plan that pays for this ends on %(until)s, before that date.") % words
