"""The receipt of an order, to print: by the link of one of its bookings, or for a member who is signed in."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from bookings import links
from bookings.context import current_business
from bookings.limits import limited
from bookings.models import Booking
from bookings.views.personal import SeeOther, with_booking
from checkout.lines import together
from checkout.models import Order, OrderLine
from checkout.receipt_lines import lines_of, tax_rows
from checkout.receipt_money import closing_rows, full_day, move_rows
from checkout.receipts import order_of
from services.models import Business
from services.wording import money


@require_safe
@limited("manage", per_minute=240)
@with_booking
def receipt(request: HttpRequest, booking: Booking) -> HttpResponse:
    order = order_of(booking)
    if order is None:  # an owner made the booking, and nothing was paid: all there is to say is on its own page
        return SeeOther(links.path(booking))
    context = receipt_context(order, current_business(request)) | {"booking_url": links.path(booking)}
    return render(request, "checkout/receipt.html", context)


def receipt_context(order: Order, business: Business) -> dict[str, Any]:
    """Of an order with `own_lines`: nothing of the others is in it."""
    lines: list[OrderLine] = order.own_lines  # type: ignore[attr-defined]
    sums, currency = together(lines), order.currency
    return {
        "order": order,
        "seller": order.seller_name or business.legal_name or business.name,
        "day": full_day(order.created_at, business.zone),
        "buyer": buyer_of(lines),
        "lines": lines_of(order, lines, business.zone),
        "total": money(sums.charged, currency),
        "taxes": tax_rows(order, lines),
        "moves": move_rows(lines, currency, business.zone),
        "closing": closing_rows(sums, currency),
        "due": money(sums.due, currency) if sums.due else "",
        "settled": not (sums.due or sums.back or sums.reserved),
    }


def buyer_of(lines: list[OrderLine]) -> tuple[str, str]:
    """Name and address, as the first line has them."""
    first = lines[0]
    if first.booking is not None:
        return first.booking.name, first.booking.email
    contact = first.membership.contact if first.membership is not None else None
    return (str(contact), contact.email) if contact is not None else ("", "")
