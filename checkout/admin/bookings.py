"""A booking's page with what only the checkout knows: what became of the money that goes back."""

from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.bookings import BookingAdmin
from bookings.balance import overpaid
from bookings.going_back import going_back
from bookings.models import Booking
from checkout.admin.refunds import in_lines, refunds_of
from checkout.models import Refund, RefundState
from services.wording import money

admin.site.unregister(Booking)


@admin.register(Booking)
class BookingWithMoneyAdmin(BookingAdmin):
    def get_queryset(self, request: HttpRequest) -> QuerySet[Booking]:
        failed = Refund.objects.filter(line__booking=OuterRef("pk"), state=RefundState.FAILED)
        return super().get_queryset(request).annotate(refund_failed=Exists(failed))

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
        return format_html("{}{}", super().refunded(booking), in_lines(refunds_of(line__booking=booking)))
