"""What a member has ordered and paid: a list, and a page to print for each order."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from bookings.context import current_business
from bookings.limits import limited
from bookings.models import Contact
from bookings.views.personal import members_only
from checkout.lines import together
from checkout.models import Order
from checkout.receipt_money import sum_rows
from checkout.receipts import PAGE, find_order, orders_of
from checkout.views.mine import page_of
from checkout.views.receipt import receipt_context
from services.models import Business
from services.wording import day_label, money


@require_safe
@limited("mine", per_minute=120)
@members_only
def receipts(request: HttpRequest, member: Contact) -> HttpResponse:
    page, business = page_of(request), current_business(request)
    first = (page - 1) * PAGE
    orders = list(orders_of(member)[first : first + PAGE + 1])
    rows = [_row(order, business) for order in orders[:PAGE]]
    context = {"rows": rows, "page": page, "more": len(orders) > PAGE, "member": member, "here": "receipts"}
    return render(request, "checkout/mine_receipts.html", context)


@require_safe
@limited("mine", per_minute=120)
@members_only
def receipt(request: HttpRequest, member: Contact, number: str) -> HttpResponse:
    order = find_order(member, number)
    if order is None:
        raise Http404
    context = receipt_context(order, current_business(request)) | {"member": member, "here": "receipts"}
    return render(request, "checkout/receipt.html", context)


def _row(order: Order, business: Business) -> dict[str, Any]:
    lines = order.own_lines  # type: ignore[attr-defined]
    sums = together(lines)
    return {
        "url": reverse("mine:receipt", args=[order.number]),
        "number": order.number,
        "day": day_label(order.created_at, business.zone),
        "titles": ", ".join(dict.fromkeys(line.title for line in lines)),
        "total": money(sums.charged, order.currency),
        "sums": sum_rows(sums, order.currency),
    }
