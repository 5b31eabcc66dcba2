"""Payments with their shares and refunds."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from bookings.admin.filters import today
from bookings.admin.readonly import ShownInline
from bookings.admin.wording import when
from checkout.admin.money import Dated, RefundInline, order_of_number
from checkout.admin.whose import IN_BOOKING, LINES, whose_payment
from checkout.models import Payment, Share
from services.wording import money


class ShareInline(ShownInline):
    model = Share
    readonly_fields = ("of", "sum")
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Share]:
        return super().get_queryset(request).select_related("line__booking", "payment")

    @admin.display(description=_("what"))
    def of(self, share: Share) -> str:
        return f"{share.line.booking.code} {share.line}" if share.line.booking is not None else str(share.line)

    @admin.display(description=_("amount"))
    def sum(self, share: Share) -> str:
        return money(share.amount, share.payment.currency)


class PaidFilter(admin.SimpleListFilter):
    """By the business's days."""

    title = _("paid")
    parameter_name = "paid"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, Any]]:
        return [("0", _("Today")), ("1", _("Yesterday")), ("7", _("Past 7 days")), ("31", _("Past 31 days"))]

    def queryset(self, request: HttpRequest, rows: QuerySet[Payment]) -> QuerySet[Payment]:
        if self.value() not in ("0", "1", "7", "31"):
            return rows
        days = int(self.value() or 0)
        start, end = today(timezone.now())
        first, last = today(start - timedelta(days=days) + timedelta(hours=12))
        return rows.filter(captured_at__gte=first, captured_at__lt=last if days == 1 else end)


@admin.register(Payment)
class PaymentAdmin(Dated, admin.ModelAdmin):
    list_display = ["when", "who", "sum", "state", "purpose", "gateway", "order", "failure"]
    list_filter = [PaidFilter, "purpose", "state", "gateway"]
    list_select_related = ["checkout__order", "checkout__contact"]
    list_per_page = 50
    search_fields = [
        *("idempotency_key", "provider_id"),
        *(f"checkout__bookings__{name}" for name in IN_BOOKING),
        *(f"checkout__contact__{name}" for name in ("first_name", "last_name", "email")),
    ]
    search_help_text = _(
        "Name or email of a customer, code of a booking, number of an order, or the provider’s number."
    )
    show_full_result_count = False
    fields = [
        *("when", "who", "sum", "purpose", "taken", "paid_at", "taken_by", "state", "failure", "capture_later"),
        *("gateway", "provider_id", "order", "idempotency_key"),
    ]
    inlines = [ShareInline, RefundInline]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Payment], search_term: str
    ) -> tuple[QuerySet[Payment], bool]:
        order_id = order_of_number(search_term)
        if order_id is not None:
            return queryset.filter(checkout__order=order_id), False
        return super().get_search_results(request, queryset, search_term)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Payment]:
        return super().get_queryset(request).prefetch_related(LINES)

    @admin.display(description=_("customer"))
    def who(self, payment: Payment) -> str:
        return whose_payment(payment)

    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, payment: Payment) -> str:
        return money(payment.amount, payment.currency)

    @admin.display(description=_("taken"))
    def taken(self, payment: Payment) -> str:
        return money(payment.amount_captured, payment.currency)

    @admin.display(description=_("paid at"))
    def paid_at(self, payment: Any) -> str:
        return when(payment.captured_at, payment.business_zone)

    @admin.display(description=_("order"))
    def order(self, payment: Payment) -> str:
        order = getattr(payment.checkout, "order", None)
        if order is None:
            return ""
        return format_html(
            '<a href="{}">{}</a>', reverse("admin:checkout_order_change", args=[order.pk]), order.number
        )
