"""Where the money of an order stands, in words: what its lines say together."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from bookings.admin.wording import mark
from bookings.states import FINAL
from checkout.charged import Charged
from checkout.lines import together
from services.wording import money


def state(order: Any) -> str:
    """As HTML. `order.refund_failed` comes with the query, and the lines do, as `with_sums` has them."""
    lines = list(order.lines.all())
    return mark(*_state(order, lines, together(lines)))


def _state(order: Any, lines: Sequence[Any], sums: Charged) -> tuple[str, str]:
    """A mark and its word. What is neither charged, nor back, nor kept goes back."""
    if order.refund_failed:
        return "warn", _("refund failed")
    if sums.back:
        return "wait", _("to give back, %(amount)s") % {"amount": money(sums.back, order.currency)}
    if sums.refunded:
        return "ok", _("refunded") if sums.refunded >= sums.paid else _("part refunded")
    if lines and all(map(_has_ended, lines)):
        return "no", _("kept") if sums.paid else _("nothing paid")
    if sums.reserved and not sums.paid:
        return "wait", _("reserved on the card")
    return _open(order, lines, sums)


def _has_ended(line: Any) -> bool:
    if line.booking is not None:
        return line.booking.status in FINAL
    return line.membership.ended_at is not None


def _open(order: Any, lines: Sequence[Any], sums: Charged) -> tuple[str, str]:
    if sums.due:  # by what they cost now, which the order may not know
        owed = {"amount": money(sums.due, order.currency)}
        return "wait", (_("part paid, %(amount)s to pay") if sums.paid else _("open, %(amount)s to pay")) % owed
    if any(line.booking is not None and line.booking.price is None for line in lines):
        return "wait", _("price by arrangement")
    return "ok", _("paid") if sums.paid else _("free")
