"""A member's orders with their money: what was paid, given back, kept."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from bookings.members import own_bookings
from bookings.models import Contact
from checkout.models import Order, OrderLine, PaymentState, RefundState
from checkout.pricing import ZERO
from services.wording import day_label, money

PAGE = 20
TAKEN = (PaymentState.CAPTURED, PaymentState.PARTLY_REFUNDED, PaymentState.REFUNDED, PaymentState.DISPUTED)


@dataclass(frozen=True, slots=True)
class Sums:
    """Of the lines that are the member's own."""

    total: Decimal = ZERO
    paid: Decimal = ZERO
    refunded: Decimal = ZERO
    kept: Decimal = ZERO


def orders_of(contact: Contact) -> QuerySet[Order]:
    """Newest first, each with `own_lines`: of an order some of whose bookings were passed on, the others are no
    business of this member."""
    own = own_bookings(contact)
    lines = OrderLine.objects.filter(booking__in=own).select_related("booking").order_by("booking__starts_at", "pk")
    orders = Order.objects.filter(pk__in=OrderLine.objects.filter(booking__in=own).values("order"))
    return orders.order_by("-created_at", "-pk").prefetch_related(Prefetch("lines", lines, to_attr="own_lines"))


def find_order(contact: Contact, number: str) -> Order | None:
    """By the number on the receipt."""
    _year, _dash, last = number.partition("-")
    if not (last.isascii() and last.isdecimal() and len(last) < 19):
        return None
    order = orders_of(contact).filter(pk=int(last)).first()
    return order if order is not None and order.number == number else None


def sums_of(lines: list[OrderLine]) -> Sums:
    bookings = [line.booking for line in lines if line.booking is not None]
    return Sums(
        total=sum((line.amount for line in lines), ZERO),
        paid=sum((booking.amount_paid for booking in bookings), ZERO),
        refunded=sum((booking.amount_refunded for booking in bookings), ZERO),
        kept=sum((booking.amount_retained for booking in bookings), ZERO),
    )


def sum_rows(sums: Sums, currency: str) -> list[tuple[str, str]]:
    """Rows of nothing are left out."""
    rows = [(_("Paid"), sums.paid), (_("Refunded"), sums.refunded), (_("Kept by us"), sums.kept)]
    return [(word, money(amount, currency)) for word, amount in rows if amount]


def line_rows(lines: list[OrderLine], currency: str) -> list[tuple[str, str]]:
    """What was ordered, each with the day it was for."""
    rows = []
    for line in lines:
        booking = line.booking
        what = f"{line.title}, {day_label(booking.starts_at, booking.zone)}" if booking else line.title
        people = f" ({_('%(n)s people') % {'n': line.participants}})" if line.participants > 1 else ""
        rows.append((what + people, money(line.amount, currency)))
    return rows


def money_rows(order: Order, zone: ZoneInfo) -> list[tuple[str, str]]:
    """Each payment and refund with its day, where the whole order is the member's."""
    if order.lines.count() != len(order.own_lines):  # type: ignore[attr-defined]
        return []
    moves: list[tuple[datetime, str, Decimal]] = []
    for payment in order.checkout.payments.filter(state__in=TAKEN).prefetch_related("refunds"):
        moves.append((payment.created_at, _("Paid on %(day)s"), payment.amount_captured))
        done = [refund for refund in payment.refunds.all() if refund.state == RefundState.DONE and refund.done_at]
        moves += [(refund.done_at, _("Refunded on %(day)s"), refund.amount) for refund in done if refund.done_at]
    return [
        (words % {"day": day_label(at, zone)}, money(amount, order.currency)) for at, words, amount in sorted(moves)
    ]
