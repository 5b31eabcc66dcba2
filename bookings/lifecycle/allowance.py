"""allow: a booking that stands costs less than was agreed, by the owner's decision."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.actors import Actor, Permission
from bookings.balance import ZERO
from bookings.lifecycle.payment import payment_status_with
from bookings.models import Booking, EventKind
from bookings.moves import record

PRICE_LOWERED = "PRICE_LOWERED"


def allow(booking: Booking, amount: Decimal, *, by: Actor, now: datetime) -> Booking:
    """Under the booking's lock: the price lower by `amount`, never below nothing, the discount higher by as much.

    What was paid beyond it then goes back. A price in words stays. Raises UnauthorizedOperation.
    """
    by.require(Permission.REFUND)
    off = ZERO if booking.price is None else min(amount, booking.price)
    if booking.price is not None and off > 0:
        price = booking.price - off
        changes: dict[str, Any] = {
            "price": price,
            "discount": booking.discount + off,
            "deposit": min(booking.deposit, price),
        }
        changes["payment_status"] = payment_status_with(booking, changes)
        record(booking, EventKind.UPDATED, by=by, now=now, reason=PRICE_LOWERED, **changes)
    return booking


def allowed(booking: Booking) -> Decimal:
    """So much of its discount was such a decision; the rest is a coupon's. One query where there is any."""
    if not booking.discount:
        return ZERO
    told = booking.events.filter(reason=PRICE_LOWERED).values_list("before__discount", "after__discount")
    return min(sum((Decimal(after) - Decimal(before) for before, after in told), ZERO), booking.discount)
