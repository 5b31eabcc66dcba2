"""Where the money stands that goes back to a customer, in sentences.

Checkout sends it, the business gives what was paid in person; the booking's amounts and alerts tell of it.
"""

from decimal import Decimal
from enum import StrEnum

from django.utils.translation import gettext as _

from bookings.going_back import GoingBack, came_back_by_hand
from bookings.messages.sentences import given_by_hand, released
from bookings.models import AlertKind, Booking
from bookings.states import FINAL
from services import wording
from services.models import Business


class Refusal(StrEnum):
    """A refund that the bank did not take: the owner has it to solve, or has solved it."""

    OPEN = "open"
    SOLVED = "solved"


def refusal_of(booking: Booking, back: GoingBack) -> Refusal | None:
    """One query, where anything was paid."""
    if not booking.amount_paid:
        return None
    alerts = booking.alerts.filter(kind=AlertKind.REFUND_FAILED)
    solved = list(alerts.values_list("solved_at", "solved_by"))
    if any(at is None for at, _by in solved):
        return Refusal.OPEN
    by_hand = any(by is not None for _at, by in solved)  # the others were solved by the bank's taking it after all
    return Refusal.SOLVED if by_hand and back.by_bank else None


def money_words(booking: Booking, business: Business, back: GoingBack, refusal: Refusal | None) -> list[str]:
    """What is released, what came back, then what has not."""
    release = _release(booking, business.currency)
    sentences = [release] if release else []
    if booking.status not in FINAL and booking.price is not None and booking.price < booking.amount_authorised:
        sentences.append(part_taken(booking.amount_authorised, booking.price, business.currency))
    if booking.amount_refunded:
        sentences += _came_back(booking, business)
    words = {"amount": wording.money(back.by_bank, business.currency), "business": business.name}
    if refusal == Refusal.OPEN:
        sentences.append(
            _("The bank has not taken a refund. %(business)s has been told, and settles it with you.") % words
        )
    elif refusal == Refusal.SOLVED:
        sentences.append(
            _("The bank did not take %(amount)s back. %(business)s settled it another way; call us if that is not so.")
            % words
        )
    elif back.by_bank:
        sentences.append(_("We have asked the bank to send %(amount)s back the way you paid.") % words)
    if back.by_hand:
        sentences.append(given_by_hand(wording.money(back.by_hand, business.currency), business.name))
    return sentences


def part_taken(reserved: Decimal, take: Decimal, currency: str) -> str:
    """Of a card that was reserved for more people than come."""
    words = {"reserved": wording.money(reserved, currency), "take": wording.money(take, currency)}
    if not take:
        return _("Nothing of the %(reserved)s reserved on your card is taken.") % words
    return _("Of the %(reserved)s reserved on your card only %(take)s is taken.") % words


def _came_back(booking: Booking, business: Business) -> list[str]:
    """By the bank, and by hand."""
    by_hand = came_back_by_hand(booking)
    words = {
        "by_hand": wording.money(by_hand, business.currency),
        "by_bank": wording.money(booking.amount_refunded - by_hand, business.currency),
        "business": business.name,
    }
    sentences = []
    if booking.amount_refunded > by_hand:
        said = _("%(by_bank)s went back the way you paid. Your bank may take some days to show it.")
        sentences.append(said % words)
    if by_hand:
        sentences.append(_("%(business)s gave %(by_hand)s back to you.") % words)
    return sentences


def _release(booking: Booking, currency: str) -> str:
    """Of what was reserved on the card and never taken, for a booking that has ended; else nothing."""
    if booking.status not in FINAL or booking.amount_paid:
        return ""
    amount = booking.amount_authorised or _released(booking)
    return released(wording.money(amount, currency)) if amount else ""


def _released(booking: Booking) -> Decimal:
    """What the last event about a reservation says was there before it."""
    told = booking.events.filter(before__has_key="amount_authorised").order_by("-revision")
    return Decimal(told.values_list("before__amount_authorised", flat=True).first() or 0)
