"""Orders with their lines, payments and refunds."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.readonly import ShownInline, ShownOnly
from bookings.admin.wording import when, with_business
from checkout.admin import order_states
from checkout.admin.refunds import in_lines, refunds_of
from checkout.models import Order, OrderLine, Payment, Refund, RefundState
from services.wording import money


class LineInline(ShownInline):
    model = OrderLine
    readonly_fields = ("title", "about", "participants", "price", "online")
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderLine]:
        return super().get_queryset(request).select_related("booking", "order")

    @admin.display(description=_("amount"))
    def price(self, line: OrderLine) -> str:
        return money(line.amount, line.order.currency)

    @admin.display(description=_("due online"))
    def online(self, line: OrderLine) -> str:
        return money(line.due_now, line.order.currency)

    @admin.display(description=_("booking"))
    def about(self, line: OrderLine) -> str:
        address = reverse("admin:bookings_booking_change", args=[line.booking_id])
        return format_html('<a href="{}">{}</a>', address, line.booking)


class RefundInline(ShownInline):
    model = Refund
    readonly_fields = ("sum", "state", "reason", "failure", "asked", "done")
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[Refund]:
        return with_business(super().get_queryset(request).select_related("payment"))

    @admin.display(description=_("amount"))
    def sum(self, refund: Refund) -> str:
        return money(refund.amount, refund.payment.currency)

    @admin.display(description=_("requested at"))
    def asked(self, refund: Any) -> str:
        return when(refund.created_at, refund.business_zone)

    @admin.display(description=_("done at"))
    def done(self, refund: Any) -> str:
        return when(refund.done_at, refund.business_zone)


class Dated(ShownOnly):
    """Shown in the business's zone and the row's own currency."""

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        return with_business(super().get_queryset(request))  # type: ignore[misc]

    @admin.display(description=_("when"), ordering="created_at")
    def when(self, row: Any) -> str:
        return when(row.created_at, row.business_zone)


@admin.register(Order)
class OrderAdmin(Dated, admin.ModelAdmin):
    list_display = ["number", "when", "sum", "state"]
    search_fields = ["lines__booking__code", "lines__booking__email"]
    search_help_text = _("Code or email of a booking.")
    show_full_result_count = False
    fields = ["number", "when", "sum", "state", "paid_by", "given_back"]
    inlines = [LineInline]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        failed = Refund.objects.filter(line__order=OuterRef("pk"), state=RefundState.FAILED)
        return super().get_queryset(request).prefetch_related("lines__booking").annotate(refund_failed=Exists(failed))

    @admin.display(description=_("state"))
    def state(self, order: Order) -> str:
        return order_states.state(order)

    @admin.display(description=_("number"), ordering="id")
    def number(self, order: Order) -> str:
        return order.number

    @admin.display(description=_("total"), ordering="total")
    def sum(self, order: Order) -> str:
        return money(order.total, order.currency)

    @admin.display(description=_("payments"))
    def paid_by(self, order: Order) -> str:
        return format_html_join(
            "",
            '<div><a href="{}">{}</a>, {}</div>',
            (
                (_address(payment), money(payment.amount, payment.currency), payment.get_state_display())
                for payment in order.checkout.payments.all()
            ),
        ) or gettext("none online")

    @admin.display(description=_("refunds"))
    def given_back(self, order: Order) -> str:
        return in_lines(refunds_of(line__order=order)) or gettext("none")


@admin.register(Payment)
class PaymentAdmin(Dated, admin.ModelAdmin):
    list_display = ["when", "sum", "state", "gateway", "idempotency_key", "failure"]
    list_filter = ["state", "gateway"]
    search_fields = ["idempotency_key", "provider_id", "checkout__bookings__code", "checkout__bookings__email"]
    search_help_text = _("Code or email of a booking, or the provider's number.")
    show_full_result_count = False
    fields = ["when", "sum", "taken", "state", "failure", "capture_later", "gateway", "provider_id", "idempotency_key"]
    inlines = [RefundInline]

    @admin.display(description=_("amount"), ordering="amount")
    def sum(self, payment: Payment) -> str:
        return money(payment.amount, payment.currency)

    @admin.display(description=_("taken"))
    def taken(self, payment: Payment) -> str:
        return money(payment.amount_captured, payment.currency)


def _address(payment: Payment) -> str:
    return reverse("admin:checkout_payment_change", args=[payment.pk])
