"""Where the money of an order stands, in words: what the bookings of its lines say together."""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.translation import gettext as _

from bookings.admin.wording import mark
from bookings.balance import ZERO, due, overpaid
from bookings.models import Booking
from bookings.states import FINAL
from checkout.models import Order
from services.wording import money


def state(order: Order) -> str:
    """As HTML. `order.refund_failed` comes with the query; the lines with their bookings best do, too."""
    return mark(*_state(order, [line.booking for line in order.lines.all() if line.booking is not None]))


def _state(order: Order, bookings: Sequence[Booking]) -> tuple[str, str]:
    """A mark and its word. What is neither the price of a booking that stands, nor back, nor kept goes back."""
    paid, back, reserved = (_sum(bookings, name) for name in ("paid", "refunded", "authorised"))
    ended = bool(bookings) and all(each.status in FINAL for each in bookings)
    if order.refund_failed:  # type: ignore[attr-defined]
        return "warn", _("refund failed")
    if too_much := sum(map(overpaid, bookings), ZERO):
        return "wait", _("to give back, %(amount)s") % {"amount": money(too_much, order.currency)}
    if back:
        return "ok", _("refunded") if back >= paid else _("part refunded")
    if ended:
        return "no", _("kept") if paid else _("nothing paid")
    if reserved and not paid:
        return "wait", _("reserved on the card")
    return _open(order, bookings, paid)


def _open(order: Order, bookings: Sequence[Booking], paid: Decimal) -> tuple[str, str]:
    left = sum(map(due, bookings), ZERO)  # by what they cost now, which the order may not know
    owed = {"amount": money(left, order.currency)}
    if left:
        return "wait", (_("part paid, %(amount)s to pay") if paid else _("open, %(amount)s to pay")) % owed
    if any(each.price is None for each in bookings):
        return "wait", _("price by arrangement")
    return "ok", _("paid") if paid else _("free")


def _sum(bookings: Sequence[Booking], name: str) -> Decimal:
    return sum((getattr(each, f"amount_{name}") for each in bookings), ZERO)
