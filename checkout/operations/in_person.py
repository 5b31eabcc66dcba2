"""mark_paid, and the rows of the books for what changed hands in person (domain.md section 12)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from bookings.actors import Actor, Permission
from bookings.balance import due
from bookings.lifecycle import record_payment
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking
from bookings.moves import check_revision
from bookings.retrying import retried
from checkout.errors import MoreThanDue, RefundTooLarge
from checkout.models import OFFLINE, OrderLine, Payment, PaymentState, Purpose, RefundState
from checkout.operations import alerts
from checkout.operations.locking import lock_payment
from checkout.operations.numbered import new_payment, new_refund
from checkout.operations.ordering import line_of
from checkout.operations.shares import left_of, write_shares
from checkout.pricing import ZERO
from checkout.reasons import GIVEN_IN_PERSON


@retried
def mark_paid(
    booking: Booking, *, by: Actor, now: datetime, amount: Decimal | None = None, revision: int | None = None
) -> Booking:
    """So much was paid in person, by default all that is due. Raises MoreThanDue, UnauthorizedOperation,
    RevisionConflict; nothing due and nothing said: nothing is written."""
    by.require(Permission.TAKE_PAYMENT)
    with transaction.atomic():
        booking = lock_booking(booking)
        check_revision(booking, revision)
        left = due(booking)
        paid = left if amount is None else amount
        if paid > left or paid < 0:
            raise MoreThanDue
        if paid:
            record_payment(booking, by=by, now=now, completed=True, in_person=paid)
    return booking


def write_down(booking: Booking, amount: Decimal, *, by: Actor, now: datetime) -> None:
    """In the transaction that recorded it on the booking: a payment that was taken in person, or where `amount` is
    negative a refund of such payments, newest first. Raises RefundTooLarge."""
    line = line_of(booking, now=now)
    if amount > 0:
        _taken(line, amount, by, now)
        alerts.solve_if_paid(booking, now)
    else:
        _given_back(line, -amount, by, now)


def _taken(line: OrderLine, amount: Decimal, by: Actor, now: datetime) -> None:
    payment = new_payment(
        line.order.checkout,
        amount,
        gateway=OFFLINE,
        now=now,
        purpose=Purpose.IN_PERSON,
        line=line,
        amount_captured=amount,
        state=PaymentState.CAPTURED,
        taken_by=by.user,
        captured_at=now,
    )
    write_shares(payment, [(line, amount)])


def _given_back(line: OrderLine, amount: Decimal, by: Actor, now: datetime) -> None:
    ids = list(Payment.objects.filter(shares__line=line, gateway=OFFLINE).order_by("-pk").values_list("pk", flat=True))
    for payment in map(lock_payment, ids):
        part = min(amount, left_of(payment, line))
        if part > 0:
            _refunded(payment, line, part, by, now)
            amount -= part
    if amount > 0:
        raise RefundTooLarge


def _refunded(payment: Payment, line: OrderLine, amount: Decimal, by: Actor, now: datetime) -> None:
    done: dict[str, Any] = {"by_hand": True, "asked_by": by.user, "state": RefundState.DONE, "done_at": now}
    new_refund(payment, line, amount, reason=GIVEN_IN_PERSON, now=now, **done)
    payment.state = PaymentState.PARTLY_REFUNDED if left_of(payment, line) > ZERO else PaymentState.REFUNDED
    payment.updated_at = now
    payment.save(update_fields=["state", "updated_at"])
