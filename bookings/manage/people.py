"""How many come to a class or course: who may change it, and what that would cost, said before it is done."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.balance import ZERO, at_hand, overpaid
from bookings.credit_words import come_back, credits_words, in_use, stay_used
from bookings.errors import BookingError
from bookings.going_back import in_ways
from bookings.lifecycle import cancel_terms
from bookings.lifecycle.participants import refuse_late
from bookings.lifecycle.party import Party, party_in
from bookings.lifecycle.party_change import PartyTerms, dearer
from bookings.manage.refunds import part_taken
from bookings.models import Booking
from bookings.policy_words import in_both_zones
from bookings.states import ON_CALENDAR
from services import wording
from services.models import Business, ServiceKind

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class PeopleOffer:
    """`now`: who comes. `open`: it may be changed; `sentence`: how, or since when not."""

    now: str
    open: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What a number would mean. `seen` stands for all of it: what is confirmed is what was read."""

    rows: list[Row]
    sum: Row | None
    sentences: list[str]
    seen: str


def people_offer(
    booking: Booking, business: Business, now: datetime, reader: ZoneInfo | None = None
) -> PeopleOffer | None:
    """None for an appointment, and where the number does not matter any more."""
    if booking.kind == ServiceKind.APPOINTMENT or booking.status not in ON_CALENDAR or now >= booking.ends_at:
        return None
    more, fewer = may_grow(booking, now), may_shrink(booking, now)
    most = booking.terms.max_participants
    until = in_both_zones(booking, booking.cancel_until or booking.starts_at, reader=reader, now=now)
    words = {"most": most, "until": until}
    sentence = ""
    if booking.credits:
        sentence = _("It is paid with a plan, for the people it has. Book others as a booking of their own.")
    elif more and (fewer or booking.total_participants == 1):
        sentence = _("Up to %(most)s people can come with one booking.") % words
    elif more:
        sentence = _("More people can come, up to %(most)s; for fewer, only we can change it.") % words
    elif not fewer and booking.cancel_until and now > booking.cancel_until:
        sentence = _("Until %(until)s this could be changed online. Now only we can do it.") % words
    elif not fewer:
        sentence = _("The number can't be changed online. Only we can do it.")
    if most == 1 and booking.total_participants == 1:
        return None
    return PeopleOffer(party_words(party_in(booking)), more or fewer, sentence)


def may_grow(booking: Booking, now: datetime) -> bool:
    if booking.credits or booking.total_participants >= booking.terms.max_participants:
        return False
    try:
        refuse_late(booking, now)
    except BookingError:
        return False
    return True


def may_shrink(booking: Booking, now: datetime) -> bool:
    return booking.total_participants > 1 and cancel_terms(booking, by=Actor.visitor(), now=now).allowed


def party_words(party: Party) -> str:
    """ "2 people", "Adult: 2; Child: 1"."""
    if party.choices:
        return "; ".join(f"{choice.name}: {choice.participants}" for choice in party.choices)
    return ngettext("%(n)s person", "%(n)s people", party.total) % {"n": party.total}


def preview(booking: Booking, terms: PartyTerms, business: Business) -> Preview:
    currency = business.currency
    if booking.credits:
        return _by_plan(booking, terms)
    rows = [(_("Now"), _with_price(party_words(party_in(booking)), booking.price, currency))]
    rows.append((_("Then"), _with_price(party_words(terms.party), terms.price, currency)))
    for label, value in (
        (_("Paid"), _counts(booking, terms)),
        (_("Kept by %(business)s") % {"business": business.name}, terms.kept),
    ):
        if value:
            rows.append((label, wording.money(value, currency)))
    return Preview(rows, _sum(terms, currency), _sentences(booking, terms, business), seen_of(terms))


def _by_plan(booking: Booking, terms: PartyTerms) -> Preview:
    """The same for what a plan has paid for."""
    then = in_use(booking) - terms.credits_back - terms.credits_kept
    rows = [
        (_("Now"), f"{party_words(party_in(booking))}, {credits_words(in_use(booking))}"),
        (_("Then"), f"{party_words(terms.party)}, {credits_words(then)}"),
    ]
    said = [come_back(terms.credits_back)] if terms.credits_back else []
    said += [stay_used(terms.credits_kept)] if terms.credits_kept else []
    if left := max(booking.total_participants - terms.party.total, 0):
        said.append(ngettext("The place opens to others at once.", "The places open to others at once.", left))
    return Preview(rows, None, said, seen_of(terms))


def _counts(booking: Booking, terms: PartyTerms) -> Decimal:
    """Of what was paid. What the business has not given back by hand yet pays for more people."""
    return at_hand(booking) - (ZERO if dearer(booking, terms) else overpaid(booking))


def seen_of(terms: PartyTerms) -> str:
    """Of exact amounts, so that another price, rule or moment is noticed."""
    amounts = (terms.price, terms.kept, terms.refund, terms.due)
    money = "/".join("" if each is None else f"{each:.3f}" for each in amounts)
    return f"{money}/{terms.credits_back}/{terms.credits_kept}"


def _with_price(people: str, price: Decimal | None, currency: str) -> str:
    return people if price is None else f"{people}, {wording.money(price, currency)}"


def _sum(terms: PartyTerms, currency: str) -> Row | None:
    if terms.refund:
        return _("Back to you"), wording.money(terms.refund, currency)
    if terms.price is None or terms.exempt:
        return None
    return _("Still to pay"), wording.money(terms.due, currency)


def _sentences(booking: Booking, terms: PartyTerms, business: Business) -> list[str]:
    back = in_ways(booking, terms.refund)
    take = min(booking.amount_authorised, terms.price) if terms.price is not None else booking.amount_authorised
    words = {
        "business": business.name,
        "by_bank": wording.money(back.by_bank, business.currency),
        "by_hand": wording.money(back.by_hand, business.currency),
        "kept": wording.money(terms.kept, business.currency),
    }
    said = []
    if back.by_bank:
        said.append(_("%(by_bank)s comes back the way you paid.") % words)
    if back.by_hand:
        said.append(_("%(business)s gives you back %(by_hand)s in person.") % words)
    if terms.kept:
        said.append(_("%(kept)s of what you paid stays with %(business)s.") % words)
    if take < booking.amount_authorised:
        said.append(part_taken(booking.amount_authorised, take, business.currency))
    if left := max(booking.total_participants - terms.party.total, 0):
        said.append(ngettext("The place opens to others at once.", "The places open to others at once.", left))
    if terms.due > ZERO and terms.party.total > booking.total_participants:
        said.append(_("You pay the rest at the visit."))
    return said
