"""Money that moved, as rows for a spreadsheet: one for each payment that was taken and each refund that is through."""

import heapq
from collections.abc import Iterator
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from checkout.admin.csv_orders import CHUNK, local
from checkout.admin.whose import LINES, codes, whose, whose_payment
from checkout.models import Payment, Refund, RefundState
from checkout.reasons import in_words
from services.prices import rounded


def header() -> list[str]:
    return [
        *(_("When"), _("Time zone"), _("Order"), _("Movement"), _("For"), _("Reason"), _("By way of")),
        *(_("Provider's number"), _("Amount"), _("Currency"), _("Noted by"), _("Customer"), _("Booking")),
    ]


def rows(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[list[Any]]:
    """Of [start, end), the oldest first. What was given back is negative: the sum is what the business has."""
    yield header()
    moves = heapq.merge(_payments(start, end, zone), _refunds(start, end, zone), key=lambda move: move[0])
    for _at, row in moves:
        yield row


def _payments(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, list[Any]]]:
    taken = Payment.objects.filter(captured_at__gte=start, captured_at__lt=end, amount_captured__gt=0)
    related = ("checkout__order", "checkout__contact", "taken_by")
    rows = taken.select_related(*related).prefetch_related(LINES).order_by("captured_at", "pk")
    for payment in rows.iterator(chunk_size=CHUNK):
        at = payment.captured_at
        if at is not None:
            amount = rounded(payment.amount_captured, payment.currency)
            way = _("in person") if payment.is_offline else payment.gateway
            said = [_("payment"), payment.get_purpose_display(), "", way, payment.provider_id]
            moved = [*said, amount, payment.currency, payment.taken_by, whose_payment(payment), _codes(payment)]
            yield at, [local(at, zone), zone.key, _order(payment), *moved]


def _refunds(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[tuple[datetime, list[Any]]]:
    done = Refund.objects.filter(state=RefundState.DONE, done_at__gte=start, done_at__lt=end)
    related = ("payment__checkout__order", "asked_by", "line__booking", "line__membership__contact")
    for refund in done.select_related(*related).order_by("done_at", "pk").iterator(chunk_size=CHUNK):
        at, payment = refund.done_at, refund.payment
        if at is not None:
            amount = -rounded(refund.amount, payment.currency)
            way = _("in person") if refund.by_hand else payment.gateway
            said = [_("refund"), payment.get_purpose_display(), in_words(refund.reason), way, refund.provider_id]
            own = [refund.line]
            moved = [*said, amount, payment.currency, refund.asked_by, whose(own), codes(own)]
            yield at, [local(at, zone), zone.key, _order(payment), *moved]


def _codes(payment: Payment) -> str:
    order = getattr(payment.checkout, "order", None)
    return codes(order.lines.all()) if order is not None else ""


def _order(payment: Payment) -> str:
    """Nothing for money of a checkout that never became an order."""
    order = getattr(payment.checkout, "order", None)
    return order.number if order is not None else ""
