"""A member's plans: what is left of each, until when, and what became of its credits."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Prefetch, Q, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import links
from bookings.credit_words import credits_words
from bookings.members import is_own
from bookings.models import Contact
from checkout.models import CreditPot, Membership, Redemption
from checkout.plans import Span, cycles
from checkout.plans_held import left_of, validity_of
from checkout.plans_words import last_day, what_it_gives
from services import wording
from services.models import Business

MOST = 50  # of what was taken last


@dataclass(frozen=True, slots=True)
class Taken:
    """`url`: none of a booking that was passed on since. `note`: whether the credits came back."""

    url: str
    title: str
    moment: str
    credits: str
    note: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """`left` now, for what takes place until `until`; of a plan that is over why that is so. `bookings`: how many have
    credits from it now; `taken` names those that gave them back too."""

    name: str
    gives: str
    left: str
    until: str
    pays_for: str
    live: bool
    taken: list[Taken]
    bookings: int


def plans_of(contact: Contact, business: Business, now: datetime) -> list[PlanRow]:
    """Those that still pay first; one query, three more where there are any."""
    standing = Count("redemptions", filter=Q(redemptions__returned_at=None))
    pots = Prefetch("pots", CreditPot.objects.annotate(bookings=standing))
    held = list(
        Membership.objects.filter(contact=contact).prefetch_related("services", pots).order_by("-ends_at", "-pk")
    )
    taken = _latest(held)
    rows = [_row(membership, taken[membership.pk], contact, business, now) for membership in held]
    return sorted(rows, key=lambda row: not row.live)


def _latest(held: list[Membership]) -> dict[int, list[Redemption]]:
    """What was taken last of each, MOST at most."""
    found: dict[int, list[Redemption]] = {membership.pk: [] for membership in held}
    latest_first = [F("redeemed_at").desc(), F("pk").desc()]
    place = Window(RowNumber(), partition_by="pot__membership", order_by=latest_first)
    rows = Redemption.objects.filter(pot__membership__in=list(found)).annotate(place=place).filter(place__lte=MOST)
    for row in rows.select_related("booking", "pot").order_by("place") if found else ():
        found[row.pot.membership_id].append(row)
    return found


def _row(
    membership: Membership, taken: list[Redemption], contact: Contact, business: Business, now: datetime
) -> PlanRow:
    live = membership.ended_at is None and membership.ends_at > now
    span = _current(membership, business, now)
    return PlanRow(
        name=membership.name,
        gives=what_it_gives(membership),
        left=_left(membership, span) if live else "",
        until=_until(membership, span, business, now),
        pays_for=", ".join(sorted(service.name for service in membership.services.all())),
        live=live,
        taken=_taken(taken, contact, now),
        bookings=sum(pot.bookings for pot in membership.pots.all()),  # type: ignore[attr-defined]
    )


def _current(membership: Membership, business: Business, now: datetime) -> Span:
    """Of its cycles the one of today."""
    known = [Span(pot.starts_at, pot.ends_at) for pot in membership.pots.all()]
    found = [*known, *cycles(validity_of(membership, business.time_zone))]
    return next((span for span in found if now in span), found[0])


def _left(membership: Membership, span: Span) -> str:
    pot = next((pot for pot in membership.pots.all() if pot.starts_at == span.start), None)
    left = left_of(membership, pot)
    if left is None:
        return _("As often as you like")
    return ngettext("%(credits)s left", "%(credits)s left", left) % {"credits": credits_words(left)}


def _until(membership: Membership, span: Span, business: Business, now: datetime) -> str:
    zone = business.time_zone
    end = last_day(membership.ends_at, zone, now)
    if membership.ended_at is not None:
        return _("Ended on %(day)s") % {"day": wording.day_label(membership.ended_at, zone, now)}
    if membership.ends_at <= now:
        return _("Ran out on %(day)s") % {"day": end}
    if span.end < membership.ends_at:
        words = {"day": last_day(span.end, zone, now), "end": end}
        return _("for dates until %(day)s; the plan runs until %(end)s") % words
    return _("until %(day)s") % {"day": end}


def _taken(rows: list[Redemption], contact: Contact, now: datetime) -> list[Taken]:
    return [
        Taken(
            url=links.path(row.booking) if is_own(contact, row.booking) else "",
            title=row.booking.title,
            moment=wording.moment(row.booking.starts_at, row.booking.zone, now),
            credits=credits_words(row.credits),
            note=_("came back") if row.returned_at else "",
        )
        for row in rows
    ]
