"""A receipt's money: each payment and refund with its day, and how it comes to what is due."""

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from checkout.charged import Charged
from checkout.models import OrderLine, Payment, Refund, RefundState, Share
from checkout.pricing import ZERO
from checkout.reasons import in_words
from services.wording import day_label, money

Row = tuple[str, str]
_OF_NO_YEAR = datetime(1, 1, 2, tzinfo=UTC)
Move = tuple[datetime, str, Decimal]


def signed(amount: Decimal, currency: str) -> str:
    """ "€12.00", "−€12.00" with the sign that is as wide as a figure."""
    return f"−{money(-amount, currency)}" if amount < 0 else money(amount, currency)


def full_day(instant: datetime, zone: ZoneInfo) -> str:
    """ "Mon 30 March 2026": on paper the year is always said."""
    return day_label(instant, zone, _OF_NO_YEAR)


def move_rows(lines: list[OrderLine], currency: str, zone: ZoneInfo) -> list[Row]:
    """Of these lines alone, in the order of their days; what was given back is negative. Two queries."""
    shares = list(Share.objects.filter(line__in=lines).select_related("payment"))
    shared = {(share.payment_id, share.line_id) for share in shares}
    done = Refund.objects.filter(line__in=lines, state=RefundState.DONE).select_related("payment").order_by("pk")
    refunds = [refund for refund in done if refund.done_at is not None]
    twice = {refund.payment for refund in refunds if (refund.payment_id, refund.line_id) not in shared}
    moves = [*_taken(shares), *(_move(payment, payment.amount_captured, again=True) for payment in twice)]
    moves += [(refund.done_at, _back(refund), -refund.amount) for refund in refunds if refund.done_at is not None]
    return [(words % {"day": full_day(at, zone)}, signed(amount, currency)) for at, words, amount in sorted(moves)]


def _taken(shares: Iterable[Share]) -> list[Move]:
    """What these lines have of each payment."""
    sums: dict[Payment, Decimal] = {}
    for share in shares:
        sums[share.payment] = sums.get(share.payment, ZERO) + share.amount
    return [_move(payment, amount) for payment, amount in sums.items()]


def _move(payment: Payment, amount: Decimal, *, again: bool = False) -> Move:
    words = _("Paid in person, %(day)s") if payment.is_offline else _("Paid online, %(day)s")
    if again:
        words = _("Paid a second time, %(day)s")
    return payment.captured_at or payment.created_at, words, amount


def _back(refund: Refund) -> str:
    why = in_words(refund.reason).replace("%", "%%")
    words = _("Given back in person, {day}: {why}") if refund.by_hand else _("Given back, {day}: {why}")
    return words.format(day="%(day)s", why=why)


def closing_rows(sums: Charged, currency: str) -> list[Row]:
    """What is neither paid nor back yet; rows of nothing are left out."""
    rows = [
        (_("Still to come back to you"), sums.back),
        (_("Reserved on your card, not taken"), sums.reserved),
    ]
    return [(word, money(amount, currency)) for word, amount in rows if amount]


def sum_rows(sums: Charged, currency: str) -> list[Row]:
    """For a list of receipts."""
    rows = [
        (_("Paid"), sums.paid),
        (_("Refunded"), sums.refunded),
        (_("Kept by us"), sums.kept),
        (_("To pay"), sums.due),
    ]
    return [(word, money(amount, currency)) for word, amount in rows if amount]
