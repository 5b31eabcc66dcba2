"""What another number of people would mean for a booking: who comes then, what it costs, what goes back or stays.

Everything follows from the booking's own copies (domain.md sections 3 and 12). Nothing is written here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal

from bookings import errors
from bookings.actors import Actor
from bookings.balance import ZERO, at_hand, overpaid
from bookings.lifecycle.cancel import terms_of
from bookings.lifecycle.party import Choice, Party, party_in
from bookings.models import Booking
from services.models import Business
from services.prices import rounded
from services.quotes import Discount, Line, quote


@dataclass(frozen=True, slots=True)
class PartyTerms:
    """`price`, `discount`, `deposit`, `exempt`: of the booking afterwards. `refund` goes back, `kept` stays with the
    business for those who leave, `due` is to be paid then. `late`: a customer is after the cutoff."""

    party: Party
    price: Decimal | None
    deposit: Decimal
    exempt: bool
    discount: Decimal = ZERO
    allowed: bool = True
    refund: Decimal = ZERO
    kept: Decimal = ZERO
    due: Decimal = ZERO
    late: bool = False
    credits_back: int = 0
    credits_kept: int = 0


def choices_of(booking: Booking) -> list[Choice]:
    """Those it has, then those it could have today; none where there is one price for everybody."""
    own = list(party_in(booking).choices)
    has = {choice.variant_id for choice in own}
    others = booking.service.variants.all() if own else ()
    return [*own, *(Choice(new.pk, new.name, new.price, 0) for new in others if new.pk not in has)]


def party_after(booking: Booking, total: int | None, choices: Mapping[int, int] | None) -> Party:
    """`choices`: how many of each, by the variant's id, as in party_of. A choice that the booking has keeps its name
    and price, a new one is today's; one that its service has deleted stays as it is.

    Raises InvalidServiceChoices, InvalidChoices, InvalidRequest.
    """
    known = choices_of(booking)
    if not known:
        if choices is not None:
            raise errors.InvalidServiceChoices
        if total is None or total < 1:
            raise errors.InvalidRequest
        return Party(total)
    if choices is None or total is not None:
        raise errors.InvalidServiceChoices
    if not choices.keys() <= {choice.variant_id for choice in known} or any(count < 0 for count in choices.values()):
        raise errors.InvalidChoices
    counted = [
        choice if choice.variant_id is None else replace(choice, participants=choices.get(choice.variant_id, 0))
        for choice in known
    ]
    chosen = tuple(choice for choice in counted if choice.participants)
    if not chosen:
        raise errors.InvalidServiceChoices
    return Party(sum(choice.participants for choice in chosen), chosen)


def party_terms(booking: Booking, party: Party, *, by: Actor, now: datetime, with_refund: bool = False) -> PartyTerms:
    """Who leaves is canceled for by the rule of the whole booking, with the share of the money that was theirs.

    What is beyond the new price then goes back. An owner decides with `with_refund` about just that.
    """
    after = _priced(booking, party)
    if booking.credits:
        return _by_plan(booking, after, by=by, now=now, with_refund=with_refund)
    if not _gives_up(booking, after):
        return replace(after, due=_due(booking, after))
    have = at_hand(booking) - overpaid(booking)  # without what an earlier change has sent on its way already
    theirs = _share(booking, after, have) if by.is_customer else _beyond(after, have)
    deposit = booking.deposit - after.deposit
    terms = terms_of(booking, theirs, deposit, by=by, now=now, with_refund=with_refund)
    known = replace(after, allowed=terms.allowed, late=terms.late, kept=terms.kept)
    return replace(known, refund=_beyond(after, have - terms.kept), due=_due(booking, known))


def _by_plan(booking: Booking, after: PartyTerms, *, by: Actor, now: datetime, with_refund: bool) -> PartyTerms:
    """The credits of who leaves go back, or are kept, by the same rule."""
    left = max(booking.total_participants - after.party.total, 0)
    if not left:
        return after
    theirs = (booking.credits - booking.credits_kept) * left // booking.total_participants
    terms = terms_of(booking, ZERO, ZERO, by=by, now=now, with_refund=with_refund, credits=theirs)
    known = replace(after, allowed=terms.allowed, late=terms.late)
    return replace(known, credits_back=terms.credits_back, credits_kept=terms.credits_kept)


def _gives_up(booking: Booking, after: PartyTerms) -> bool:
    """Fewer people, or cheaper ones; where it costs the same whoever comes, nobody gives up anything."""
    cheaper = booking.price is not None and after.price is not None and after.price < booking.price
    fewer = after.party.total < booking.total_participants and booking.service.is_priced_per_person
    return fewer or cheaper


def dearer(booking: Booking, after: PartyTerms) -> bool:
    return booking.price is not None and after.price is not None and after.price > booking.price


def _share(booking: Booking, after: PartyTerms, have: Decimal) -> Decimal:
    """Of what was paid, that of the people who leave."""
    if not booking.price or after.price is None:
        return ZERO
    share = have * (booking.price - after.price) / booking.price
    return rounded(max(share, ZERO), Business.objects.current().currency)


def _beyond(after: PartyTerms, have: Decimal) -> Decimal:
    return ZERO if after.price is None else max(have - after.price, ZERO)


def _due(booking: Booking, after: PartyTerms) -> Decimal:
    if after.price is None or after.exempt:
        return ZERO
    return max(after.price - max(at_hand(booking) - after.kept, booking.amount_authorised), ZERO)


def _priced(booking: Booking, party: Party) -> PartyTerms:
    """In proportion to the people, or by each choice's own price, less the part that a discount took off; a price in
    words stays, and so does that of an appointment which costs the same whoever comes."""
    if booking.price is None:
        return PartyTerms(party, None, booking.deposit, booking.exempt)
    full = booking.price + booking.discount
    line = Line(
        "varied" if party.choices else "fixed",
        full,
        party.total,
        booking.service.is_priced_per_person,
        of=booking.total_participants,
        choices=party.priced,
        deposit=booking.deposit,
    )
    taken_off = Discount(booking.discount, of=full) if booking.discount else None
    found = quote([line], Business.objects.current().currency, taken_off)
    given = booking.exempt and booking.price > 0  # by an owner, whatever it costs
    return PartyTerms(party, found.price, found.deposit, given or found.is_free, found.discount)
