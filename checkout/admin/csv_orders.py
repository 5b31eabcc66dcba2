"""Orders as rows for a spreadsheet: one for each line, as ordered and as it stands."""

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from bookings.models import Booking
from bookings.states import FINAL
from checkout.admin.whose import whose
from checkout.lines import standing, with_sums
from checkout.models import OrderLine
from services.prices import rounded, tax_included

CHUNK = 500  # rows in memory at once
MONEY = ("charged", "paid", "refunded", "kept", "due")


def header() -> list[str]:
    return [
        *(_("Order"), _("Ordered at"), _("Time zone"), _("Customer"), _("Booking"), _("What"), _("Date"), _("People")),
        *(_("Full price"), _("Discount"), _("Coupon"), _("Ordered for"), _("Tax rate, %")),
        *(_("Price today"), _("Paid"), _("Refunded"), _("Kept"), _("Due"), _("Tax in the price today")),
        *(_("Currency"), _("State"), _("Way to pay"), _("Credits")),
    ]


def rows(start: datetime, end: datetime, zone: ZoneInfo) -> Iterator[list[Any]]:
    """Of the orders made in [start, end), the oldest first."""
    yield header()
    for line in lines_between(start, end).iterator(chunk_size=CHUNK):
        yield _row(line, zone)


def lines_between(start: datetime, end: datetime) -> QuerySet[OrderLine]:
    lines = OrderLine.objects.filter(order__created_at__gte=start, order__created_at__lt=end)
    return with_sums(lines).order_by("order__created_at", "order_id", "pk")


def local(instant: datetime, zone: ZoneInfo) -> str:
    """ "2026-03-28 10:00:00+01:00": which of two hours it was is said too."""
    return instant.astimezone(zone).isoformat(" ", "seconds")


def _row(line: Any, zone: ZoneInfo) -> list[Any]:
    order, booking, today = line.order, line.booking, standing(line)
    amounts = [getattr(today, name) for name in MONEY]

    def exact(value: Decimal) -> Decimal:
        return rounded(value, order.currency)

    return [
        *(order.number, local(order.created_at, zone), zone.key, whose([line]), booking.code if booking else ""),
        *(line.title, local(booking.starts_at, booking.zone) if booking else "", line.participants),
        *(exact(line.amount + line.discount), exact(line.discount), order.coupon_code, exact(line.amount)),
        line.tax_rate,
        *map(exact, amounts),
        *(tax_included(today.charged, line.tax_rate, order.currency), order.currency, _state(line)),
        *(booking.get_selected_payment_option_display() if booking else "", _credits(booking) if booking else 0),
    ]


def _credits(booking: Booking) -> int:
    """Of a plan, taken for it; once it has ended those that stay used."""
    return booking.credits_kept if booking.status in FINAL else booking.credits


def _state(line: OrderLine) -> str:
    if line.booking is not None:
        return line.booking.get_status_display()
    return _("plan, ended") if line.membership.ended_at else _("plan")  # type: ignore[union-attr]
