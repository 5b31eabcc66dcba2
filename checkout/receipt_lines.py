"""A receipt's lines: what was ordered, what has changed since, the tax in what is charged today."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.credit_words import credits_words, in_use
from bookings.models import Booking
from bookings.states import BY_PLAN, FINAL, Status
from checkout.charged import nothing_asked, price_today
from checkout.lines import standing
from checkout.models import Order, OrderLine
from checkout.pricing import ZERO
from checkout.reasons import in_words
from checkout.receipt_money import full_day, signed
from services.prices import tax_included
from services.wording import clock, money, zone_label

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Line:
    """`price`: in full, as ordered. `rows`: what was taken off, and what has changed since, each with its sign;
    `today`: what they come to, empty without them."""

    title: str
    facts: list[str]
    price: str
    rows: list[Row]
    today: str


def lines_of(order: Order, lines: list[OrderLine], zone: ZoneInfo) -> list[Line]:
    """Of rows of `with_sums`. `zone`: the business's, for what has no place."""
    return [_line(order, line, zone) for line in lines]


def _line(order: Order, line: OrderLine, zone: ZoneInfo) -> Line:
    booking = line.booking
    rows = [(_off(order), -line.discount)] if line.discount else []
    rows += _since(line)
    in_words = booking is not None and booking.price is None
    return Line(
        title=line.title,
        facts=_facts(line, zone),
        price=booking.price_text if in_words and booking else money(line.amount + line.discount, order.currency),
        rows=[*((words, signed(amount, order.currency)) for words, amount in rows), *_credits(booking)],
        today=money(standing(line).charged, order.currency) if rows else "",
    )


def _off(order: Order) -> str:
    if order.coupon_code:
        return _("Coupon %(code)s") % {"code": order.coupon_code}
    return _("Discount")


def _facts(line: OrderLine, zone: ZoneInfo) -> list[str]:
    booking, tax = line.booking, ""
    if line.tax_rate:
        tax = _("%(rate)s tax included") % {"rate": percent(line.tax_rate)}
    if booking is None:
        ends = line.membership.ends_at if line.membership is not None else None
        facts = [_("Valid until %(day)s") % {"day": full_day(ends, zone)}] if ends else []
        return [*facts, tax] if tax else facts
    people = _("%(n)s people") % {"n": line.participants} if line.participants > 1 else ""
    facts = [_start(booking), people, booking.code, tax]
    return [fact for fact in facts if fact]


def _start(booking: Booking) -> str:
    return _("%(day)s, %(time)s, %(zone)s") % {
        "zone": zone_label(booking.starts_at, booking.zone),
        "day": full_day(booking.starts_at, booking.zone),
        "time": clock(booking.starts_at, booking.zone),
    }


def _since(line: Any) -> list[tuple[str, Decimal]]:
    """With the amount of the line they come to what is charged today."""
    booking = line.booking
    if booking is None:
        return [(_("Given back"), -line.back)] if line.back else []
    rows = [(_changed(line, booking), price_today(booking) - line.amount)]
    kept = [(_("Kept: %(why)s") % {"why": in_words(row.reason)}, row.amount) for row in line.retained.all()]
    if not kept and booking.amount_retained:  # its reason is written when the money is settled
        kept = [(_("Kept"), booking.amount_retained)]
    return [row for row in rows + kept if row[1]]


def _credits(booking: Booking | None) -> list[Row]:
    """What became of a plan's credits, in words beside their number."""
    if booking is None or booking.status not in FINAL:
        return []
    kept = booking.credits_kept
    stay = ngettext("%(credits)s, stays used", "%(credits)s, stay used", kept)
    words = [(in_use(booking), _("%(credits)s, back in the plan")), (kept, stay)]
    return [(said % {"credits": credits_words(count)}, "") for count, said in words if count]


def _changed(line: OrderLine, booking: Booking) -> str:
    if booking.status in FINAL:
        return _("Canceled") if booking.status == Status.CANCELED else _("Not booked")
    if booking.selected_payment_option in BY_PLAN:
        return _("Paid with a plan")
    if nothing_asked(booking):
        return _("Free of charge")
    if booking.total_participants != line.participants:
        return _("Now for %(n)s people, not %(before)s") % {
            "n": booking.total_participants,
            "before": line.participants,
        }
    return _("Agreed since") if booking.price is None else _("Another price since")


def tax_rows(order: Order, lines: list[OrderLine]) -> list[Row]:
    """For each rate, the highest first: the tax in what is charged today, rounded line by line."""
    taxes: dict[Decimal, Decimal] = {}
    for line in lines:
        if line.tax_rate:
            tax = tax_included(standing(line).charged, line.tax_rate, order.currency)
            taxes[line.tax_rate] = taxes.get(line.tax_rate, ZERO) + tax
    return [
        (_("Tax of %(rate)s in it") % {"rate": percent(rate)}, money(tax, order.currency))
        for rate, tax in sorted(taxes.items(), reverse=True)
    ]


def percent(rate: Decimal) -> str:
    """ "21 %", "5.5 %"."""
    return _("%(rate)s\u00a0%%") % {"rate": f"{rate:f}".rstrip("0").rstrip(".") if "." in f"{rate:f}" else rate}
