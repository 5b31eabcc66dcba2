"""A booking's page with what only the checkout knows: what became of the money that goes back."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.actors import Permission
from bookings.admin.bookings import BookingAdmin
from bookings.balance import due, overpaid
from bookings.going_back import going_back
from bookings.models import Booking
from checkout.admin import acts as _money_acts  # noqa: F401 - being imported is what adds them
from checkout.admin.order_money import kept_in_lines, payments_in_lines
from checkout.admin.refunds import in_lines, refunds_of
from checkout.models import Order, Payment, Refund, RefundState, Retained
from services.wording import money

admin.site.unregister(Booking)
_MONEY: Any = (
    _("Money"),
    {
        "fields": [
            *("payment", "selected_payment_option", "agreed", "taken_off", "paid", "payments"),
            *("refunded", "retained", "left", "orders"),
        ]
    },
)


@admin.register(Booking)
class BookingWithMoneyAdmin(BookingAdmin):
    fieldsets = [_MONEY if each[0] == _MONEY[0] else each for each in BookingAdmin.fieldsets]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Booking]:
        failed = Refund.objects.filter(line__booking=OuterRef("pk"), state=RefundState.FAILED)
        return super().get_queryset(request).annotate(refund_failed=Exists(failed))

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        if kwargs.get("obj") is not None:
            kwargs["obj"].may_refund = request.user.has_perm(Permission.REFUND)
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("payment"), ordering="payment_status")
    def payment(self, booking: Any) -> str:
        back = overpaid(booking)
        if not back:
            return super().payment(booking)
        said = gettext("Refund under way, %(amount)s")
        if booking.refund_failed:
            said = gettext("Refund failed, %(amount)s")
        elif going_back(booking).by_hand == back:  # paid in person: no provider sends it back
            said = gettext("To give back by hand, %(amount)s")
        return said % {"amount": money(back, booking.business_currency)}

    @admin.display(description=_("refunded"))
    def refunded(self, booking: Any) -> str:
        listed = in_lines(refunds_of(line__booking=booking), acts=getattr(booking, "may_refund", False))
        return format_html("{}{}", super().refunded(booking), listed)

    @admin.display(description=_("kept"))
    def retained(self, booking: Any) -> str:
        rows = Retained.objects.filter(line__booking=booking).order_by("pk")
        return format_html("{}{}", super().retained(booking), kept_in_lines(rows, booking.business_currency))

    @admin.display(description=_("discount"))
    def taken_off(self, booking: Any) -> str:
        return money(booking.discount, booking.business_currency) if booking.discount else gettext("none")

    @admin.display(description=_("payments"))
    def payments(self, booking: Any) -> str:
        """Those that the booking has a share of, and attempts of its checkout."""
        own = Payment.objects.filter(Q(shares__line__booking=booking) | Q(checkout__lines__booking=booking, line=None))
        listed = own.select_related("taken_by").distinct().order_by("pk")
        return payments_in_lines(listed, booking.business_zone) or gettext("none")

    @admin.display(description=_("due"))
    def left(self, booking: Any) -> str:
        return money(due(booking), booking.business_currency)

    @admin.display(description=_("order"))
    def orders(self, booking: Booking) -> str:
        own = Order.objects.filter(lines__booking=booking).order_by("pk")
        rows = ((reverse("admin:checkout_order_change", args=[order.pk]), order.number) for order in own)
        return format_html_join("", '<div><a href="{}">{}</a></div>', rows) or gettext("none")
