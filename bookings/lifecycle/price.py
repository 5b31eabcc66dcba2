"""set_price: another price for a booking whose checkout is open, as a coupon makes it (domain.md section 12)."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from bookings.actors import Actor
from bookings.errors import InvalidMove
from bookings.lifecycle.payment import payment_status_with
from bookings.models import Booking, EventKind
from bookings.moves import record
from bookings.states import Status


def set_price(
    booking: Booking,
    *,
    price: Decimal,
    discount: Decimal,
    deposit: Decimal,
    exempt: bool,
    by: Actor,
    now: datetime,
) -> Booking:
    """`price` is what is left after `discount`; the same as before writes nothing.

    The caller has locked the booking. Raises InvalidMove where it was ordered already, or has ended.
    """
    if booking.status != Status.CREATED or booking.checkout_completed_at is not None:
        raise InvalidMove
    changes: dict[str, Any] = {"price": price, "discount": discount, "deposit": deposit, "exempt": exempt}
    changes["payment_status"] = payment_status_with(booking, changes)
    new = {name: value for name, value in changes.items() if value != getattr(booking, name)}
    if new:
        record(booking, EventKind.UPDATED, by=by, now=now, **new)
    return booking
