"""Orders with their lines, and what became of their money."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings import links
from bookings.actors import Actor, Permission
from bookings.admin.readonly import ShownInline
from checkout.admin import order_money, order_states
from checkout.admin.balances import balances_view
from checkout.admin.csv_page import csv_view
from checkout.admin.give_back import give_back_view, lines_to_give
from checkout.admin.money import Dated, order_of_number
from checkout.admin.refund_acts import refund_act_view
from checkout.admin.refunds import in_lines, refunds_of
from checkout.admin.whose import IN_BOOKING, whose
from checkout.lines import standing, together, with_sums
from checkout.models import Order, OrderLine, Payment, Refund, RefundState, Retained
from services.wording import money


class LineInline(ShownInline):
    model = OrderLine
    readonly_fields = (
        "title",
        "about",
        "participants",
        "full",
        "off",
        "price",
        "tax_rate",
        "today",
        "paid",
        "returned",
    )
    fields = readonly_fields

    def get_queryset(self, request: HttpRequest) -> QuerySet[OrderLine]:
        return with_sums(super().get_queryset(request))

    @admin.display(description=_("full price"))
    def full(self, line: OrderLine) -> str:
        return money(line.amount + line.discount, line.order.currency)

    @admin.display(description=_("discount"))
    def off(self, line: OrderLine) -> str:
        return money(line.discount, line.order.currency) if line.discount else ""

    @admin.display(description=_("amount"))
    def price(self, line: OrderLine) -> str:
        return money(line.amount, line.order.currency)

    @admin.display(description=_("today"))
    def today(self, line: OrderLine) -> str:
        return money(standing(line).charged, line.order.currency)

    @admin.display(description=_("paid"))
    def paid(self, line: OrderLine) -> str:
        return money(standing(line).paid, line.order.currency)

    @admin.display(description=_("refunded"))
    def returned(self, line: OrderLine) -> str:
        return money(standing(line).refunded, line.order.currency)

    @admin.display(description=_("booking"))
    def about(self, line: OrderLine) -> str:
        if line.booking is None:
            return str(line.membership.contact) if line.membership is not None else ""
        address = reverse("admin:bookings_booking_change", args=[line.booking_id])
        return format_html('<a href="{}">{}</a>', address, line.booking)


@admin.register(Order)
class OrderAdmin(Dated, admin.ModelAdmin):
    list_display = ["number", "when", "who", "sum", "today", "state"]
    list_per_page = 50
    search_fields = [
        *(f"lines__booking__{name}" for name in IN_BOOKING),
        *(f"lines__membership__contact__{name}" for name in ("first_name", "last_name", "email")),
    ]
    search_help_text = _("Number of an order, name or email of a customer, code of a booking.")
    show_full_result_count = False
    fields = ["number", "when", "who", "sum", "off", "state", "equation", "paid_by", "given_back", "kept"]
    inlines = [LineInline]
    change_list_template = "admin/checkout/order/change_list.html"
    change_form_template = "admin/checkout/order/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Order]:
        failed = Refund.objects.filter(line__order=OuterRef("pk"), state=RefundState.FAILED)
        lines = Prefetch("lines", with_sums(OrderLine.objects.order_by("pk")))
        return super().get_queryset(request).prefetch_related(lines).annotate(refund_failed=Exists(failed))

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/give-back/", view(give_back_view), name="checkout_order_give_back"),
            path("refund/<int:pk>/<slug:act>/", view(refund_act_view), name="checkout_refund_act"),
            path("due/", view(balances_view), name="checkout_balances"),
            path("files/", view(csv_view), name="checkout_files"),
            *super().get_urls(),
        ]

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Order], search_term: str
    ) -> tuple[QuerySet[Order], bool]:
        order_id = order_of_number(search_term)
        if order_id is not None:
            return queryset.filter(pk=order_id), False
        return super().get_search_results(request, queryset, search_term)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        order = kwargs.get("obj")
        if order is not None:
            actor = Actor.owner(request.user)  # type: ignore[arg-type]
            order.may_refund = actor.may(Permission.REFUND)
            context["may_give_back"] = order.may_refund and bool(lines_to_give(order))
            context["receipt"] = _receipt(order) if actor.may(Permission.CANCEL) else ""
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("state"))
    def state(self, order: Order) -> str:
        return order_states.state(order)

    @admin.display(description=_("number"), ordering="id")
    def number(self, order: Order) -> str:
        return order.number

    @admin.display(description=_("customer"))
    def who(self, order: Order) -> str:
        return whose(order.lines.all())

    @admin.display(description=_("ordered for"), ordering="total")
    def sum(self, order: Order) -> str:
        return money(order.total, order.currency)

    @admin.display(description=_("today"))
    def today(self, order: Order) -> str:
        return money(together(order.lines.all()).charged, order.currency)

    @admin.display(description=_("discount"))
    def off(self, order: Order) -> str:
        return order_money.discount(order) or gettext("none")

    @admin.display(description=_("how it adds up"))
    def equation(self, order: Order) -> str:
        return order_money.equation(together(order.lines.all()), order.currency)

    @admin.display(description=_("payments"))
    def paid_by(self, order: Any) -> str:
        payments = Payment.objects.filter(checkout=order.checkout_id).select_related("taken_by").order_by("pk")
        return order_money.payments_in_lines(payments, order.business_zone) or gettext("none")

    @admin.display(description=_("refunds"))
    def given_back(self, order: Any) -> str:
        acts = getattr(order, "may_refund", False)
        return in_lines(refunds_of(line__order=order), acts=acts) or gettext("none")

    @admin.display(description=_("kept"))
    def kept(self, order: Order) -> str:
        rows = Retained.objects.filter(line__order=order).order_by("pk")
        return order_money.kept_in_lines(rows, order.currency) or gettext("nothing")


def _receipt(order: Order) -> str:
    """The customer's own page of it: whoever opens that can go on to their booking."""
    first = next((line.booking for line in order.lines.all() if line.booking is not None), None)
    return reverse("checkout:receipt", args=[links.token(first)]) if first is not None else ""
