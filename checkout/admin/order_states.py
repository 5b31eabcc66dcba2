"""Where the money of an order stands, in words: what its lines say together."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.admin.wording import mark
from bookings.credit_words import credits_words
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
        return _refunded(order, sums)
    if lines and all(map(_has_ended, lines)):
        return _ended(lines, sums)
    if sums.reserved and not sums.paid:
        return "wait", _("reserved on the card")
    return _open(order, lines, sums)


def _refunded(order: Any, sums: Charged) -> tuple[str, str]:
    """What was given back of what stands may be due again."""
    whole = sums.refunded >= sums.paid
    if sums.due:
        said = _("refunded, %(amount)s to pay") if whole else _("part refunded, %(amount)s to pay")
        return "wait", said % {"amount": money(sums.due, order.currency)}
    return "ok", _("refunded") if whole else _("part refunded")


def _ended(lines: Sequence[Any], sums: Charged) -> tuple[str, str]:
    if sums.paid:
        return "no", _("kept")
    credits, kept = _credits(lines, "credits"), _credits(lines, "credits_kept")
    if not credits:
        return "no", _("nothing paid")
    if not kept:
        return "ok", ngettext("credit back", "credits back", credits)
    if kept < credits:
        return "ok", _("%(kept)s of %(credits)s kept") % {"kept": kept, "credits": credits_words(credits)}
    return "no", ngettext("credit kept", "credits kept", credits)


def _credits(lines: Sequence[Any], column: str) -> int:
    return sum(getattr(line.booking, column) for line in lines if line.booking is not None)


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
    if sums.paid:
        return "ok", _("paid")
    return "ok", _("paid with a plan") if _credits(lines, "credits") else _("free")
