"""record_payment: the only writer of a booking's amounts (domain.md section 1)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bookings.actors import Actor
from bookings.balance import ZERO
from bookings.decisions import payment_status_of
from bookings.going_back import BY_HAND
from bookings.models import Booking, EventKind
from bookings.moves import record
from bookings.signals import money_in_person
from bookings.states import BY_PLAN, FINAL, PaymentStatus


def record_payment(
    booking: Booking,
    *,
    by: Actor,
    now: datetime,
    status: str | None = None,
    completed: bool = False,
    option: str | None = None,
    authorised: Decimal | None = None,
    paid: Decimal | None = None,
    refunded: Decimal | None = None,
    retained: Decimal | None = None,
    in_hand: Decimal | None = None,
    in_person: Decimal | None = None,
    credits: int | None = None,
    by_hand: bool = False,
) -> Booking:
    """Set the amounts that are given (totals, not differences); payment_status follows from them.

    `completed`: the checkout is done. `status`: what a caller of another verb said; it becomes amounts (PAID: the
    whole price was paid, in person; EXEMPT: nothing is due). `in_person`: so much was taken in person now, given back
    where it is negative. `credits`: so many of a plan were taken for it. `by_hand`: what is
    refunded more was not sent back by the bank. Nothing new: nothing is written.
    """
    changes: dict[str, Any] = {
        "amount_authorised": authorised,
        "amount_paid": paid,
        "amount_refunded": refunded,
        "amount_retained": retained,
        "amount_in_hand": in_hand,
        "selected_payment_option": option,
        "credits": credits,
    }
    by_word = _by_word(booking, status) if status is not None else in_person or ZERO
    if by_word:
        changes |= _changed_hands(booking, by_word)
    if status == PaymentStatus.EXEMPT:
        changes["exempt"] = True
    if (completed or status not in (None, PaymentStatus.UNDEFINED)) and booking.checkout_completed_at is None:
        changes["checkout_completed_at"] = now
    changes = {name: value for name, value in changes.items() if value is not None}
    changes["payment_status"] = payment_status_with(booking, changes)
    new = {name: value for name, value in changes.items() if value != getattr(booking, name)}
    if new:
        with transaction.atomic(savepoint=False):
            record(booking, EventKind.UPDATED, by=by, now=now, reason=BY_HAND if by_hand else "", **new)
            if by_word:
                money_in_person.send(Booking, booking=booking, amount=by_word, by=by, now=now)
    return booking


_DECIDES = (
    *("status", "price", "exempt", "amount_paid", "amount_refunded", "amount_retained"),
    *("selected_payment_option", "checkout_completed_at", "credits", "credits_kept"),
)


def payment_status_with(booking: Booking, changes: Mapping[str, Any]) -> PaymentStatus:
    """What the amounts will say when the booking has these columns."""
    after = {name: changes.get(name, getattr(booking, name)) for name in _DECIDES}
    settled, over = after["checkout_completed_at"] is not None, after["status"] in FINAL
    return payment_status_of(
        price=after["price"],
        paid=after["amount_paid"],
        refunded=after["amount_refunded"],
        exempt=after["exempt"],
        by_plan=after["selected_payment_option"] in BY_PLAN and settled and after["credits"] > 0,
        settled=settled,
        kept=ZERO if over else after["amount_retained"],
        credits_back=over and after["credits_kept"] < after["credits"],
    )


def _by_word(booking: Booking, status: str) -> Decimal:
    """What an owner's word means in money that changed hands; REFUNDED: what was paid in person has gone back."""
    if status == PaymentStatus.PAID:
        whole = (booking.price or ZERO) + booking.amount_refunded + booking.amount_retained
        return max(whole - booking.amount_paid, ZERO)
    if status == PaymentStatus.PARTIALLY_PAID:
        return max(booking.deposit - booking.amount_paid, ZERO)
    if status == PaymentStatus.REFUNDED:
        return -booking.amount_in_hand
    return ZERO


def _changed_hands(booking: Booking, amount: Decimal) -> dict[str, Any]:
    changes = {"amount_in_hand": booking.amount_in_hand + amount}
    if amount > 0:
        return changes | {"amount_paid": booking.amount_paid + amount}
    return changes | {"amount_refunded": booking.amount_refunded - amount}
