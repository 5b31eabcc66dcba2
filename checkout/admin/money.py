"""What the pages of orders and payments have in common."""

import re
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookings.admin.readonly import ShownInline, ShownOnly
from bookings.admin.wording import when, with_business
from checkout.models import Order, Refund
from checkout.reasons import in_words
from services.wording import money

_NUMBER = re.compile(r"\d{4}-\d{5,18}")


class Dated(ShownOnly):
    """Shown in the business's zone and the row's own currency."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_business(super().get_queryset(request))  # type: ignore[misc]

    @admin.display(description=_("when"), ordering="created_at")
    def when(self, row: Any) -> str:
        return when(row.created_at, row.business_zone)


class RefundInline(ShownInline):
    model = Refund
    readonly_fields = ("sum", "state", "why", "way", "failure", "asked", "asked_by", "done")
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Refund]:
        return with_business(super().get_queryset(request).select_related("payment", "asked_by"))

    @admin.display(description=_("amount"))
    def sum(self, refund: Refund) -> str:
        return money(refund.amount, refund.payment.currency)

    @admin.display(description=_("because"))
    def why(self, refund: Refund) -> str:
        return in_words(refund.reason)

    @admin.display(description=_("in person"), boolean=True)
    def way(self, refund: Refund) -> bool:
        return refund.by_hand

    @admin.display(description=_("requested at"))
    def asked(self, refund: Any) -> str:
        return when(refund.created_at, refund.business_zone)

    @admin.display(description=_("done at"))
    def done(self, refund: Any) -> str:
        return when(refund.done_at, refund.business_zone)


def order_of_number(term: str) -> int | None:
    """The key of the order with this number; None for anything else."""
    term = term.strip()
    if not (term.isascii() and _NUMBER.fullmatch(term)):
        return None
    order = Order.objects.filter(pk=int(term[5:])).first()
    return order.pk if order is not None and order.number == term else None
