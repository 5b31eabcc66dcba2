"""What a coupon makes of the prices of an open checkout; without one they are full again."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from bookings.actors import Actor
from bookings.lifecycle import set_price
from bookings.models import Booking, BookingEvent, EventKind
from checkout.models import Checkout, CheckoutLine, Coupon, CouponUse
from checkout.pricing import ZERO
from services.quotes import Discount, Line, Quote, quote


def quote_with(bookings: Sequence[Booking], coupon: Coupon | None, currency: str) -> Quote:
    """Of the full prices that were frozen with the bookings."""
    only = set(coupon.services.values_list("pk", flat=True)) if coupon else set()
    deposits = _deposits(bookings)
    lines = [
        Line(
            "fixed" if booking.price is not None else "custom",
            (booking.price or ZERO) + booking.discount,
            deposit=deposits.get(booking.pk, booking.deposit),
            tax_rate=booking.tax_rate,
            discounted=not only or booking.service_id in only,
        )
        for booking in bookings
    ]
    return quote(lines, currency, _discount(coupon) if coupon else None)


def _discount(coupon: Coupon) -> Discount:
    return Discount.percent(coupon.percent) if coupon.percent is not None else Discount(coupon.amount or ZERO)


def _deposits(bookings: Sequence[Booking]) -> dict[int, Decimal]:
    """As they were booked: a discount may have made them less."""
    made = BookingEvent.objects.filter(booking__in=bookings, kind=EventKind.CREATED, after__has_key="deposit")
    return {pk: Decimal(facts["deposit"]) for pk, facts in made.values_list("booking_id", "after")}


def reprice(
    checkout: Checkout, bookings: Sequence[Booking], coupon: Coupon | None, *, by: Actor, now: datetime
) -> Quote:
    """Writes it to the bookings, their lines and the checkout, all of them locked."""
    found = quote_with(bookings, coupon, checkout.currency)
    lines = {line.booking_id: line for line in checkout.lines.filter(booking__in=bookings)}
    for booking, priced in zip(bookings, found.lines, strict=True):
        line = lines[booking.pk]
        line.total, line.discount, line.due_now = priced.price, priced.discount, min(line.due_now, priced.price)
        if not priced.in_words:
            exempt = not priced.price
            sums = {"price": priced.price, "discount": priced.discount, "deposit": priced.deposit}
            set_price(booking, **sums, exempt=exempt, by=by, now=now)
    CheckoutLine.objects.bulk_update(lines.values(), ["total", "discount", "due_now"])
    checkout.total, checkout.discount = found.price, found.discount
    checkout.due_now = min(checkout.due_now, checkout.total)
    checkout.save(update_fields=["total", "discount", "due_now"])
    return found


def use_of(checkout: Checkout) -> CouponUse | None:
    return checkout.coupon_uses.select_related("coupon").filter(released_at=None).first()


def use_anew(checkout: Checkout, bookings: Sequence[Booking], *, by: Actor, now: datetime) -> None:
    """After a date has left: the sums of those that are left, all of them locked."""
    use = use_of(checkout)
    found = reprice(checkout, bookings, use.coupon if use else None, by=by, now=now)
    if use is not None:
        use.amount = found.discount
        use.save(update_fields=["amount"])
