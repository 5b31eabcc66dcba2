"""A booking's facts as an owner reads them. Rows come from `with_business`, hence `Any`."""

from typing import Any

from django.contrib import admin
from django.utils.html import format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin import wording
from bookings.models import Booking
from services.wording import money


class BookingColumns:
    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, booking: Any) -> str:
        return wording.when(booking.starts_at, booking.business_zone)

    @admin.display(description=_("who"), ordering="first_name")
    def who(self, booking: Booking) -> str:
        return booking.name

    @admin.display(description=_("state"), ordering="status")
    def state(self, booking: Any) -> str:
        return wording.state(booking, getattr(booking, "others", []))

    @admin.display(description=_("payment"), ordering="payment_status")
    def payment(self, booking: Booking) -> str:
        return wording.payment(booking)

    @admin.display(description=_("where"))
    def where(self, booking: Booking) -> str:
        return booking.location_text or booking.get_location_type_display()

    @admin.display(description=_("answers"))
    def answered(self, booking: Booking) -> str:
        return format_html_join("", "<div>{}: {}</div>", ((each["label"], each["answer"]) for each in booking.answers))

    @admin.display(description=_("exceptions"))
    def flags(self, booking: Booking) -> str:
        return wording.flags(booking)

    @admin.display(description=_("price"))
    def agreed(self, booking: Any) -> str:
        if booking.price is None:
            return booking.price_text
        price = money(booking.price, booking.business_currency)
        if not booking.deposit:
            return price
        deposit = money(booking.deposit, booking.business_currency)
        return gettext("%(price)s, of it %(deposit)s deposit") % {"price": price, "deposit": deposit}

    @admin.display(description=_("paid"))
    def paid(self, booking: Any) -> str:
        return money(booking.amount_paid, booking.business_currency)

    @admin.display(description=_("refunded"))
    def refunded(self, booking: Any) -> str:
        return money(booking.amount_refunded, booking.business_currency)

    @admin.display(description=_("kept"))
    def retained(self, booking: Any) -> str:
        return money(booking.amount_retained, booking.business_currency)

    @admin.display(description=_("free cancellation until"))
    def free_until(self, booking: Any) -> str:
        return wording.when(booking.cancel_until, booking.business_zone)

    @admin.display(description=_("answer by"))
    def answer_due(self, booking: Any) -> str:
        return wording.when(booking.answer_by, booking.business_zone)

    @admin.display(description=_("booked at"))
    def booked(self, booking: Any) -> str:
        return wording.when(booking.created_at, booking.business_zone)
