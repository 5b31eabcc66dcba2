"""States and moments as an owner reads them: a mark and its word, never a raw code."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet, Subquery
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bookings.balance import due
from bookings.models import Booking
from bookings.states import FINAL, FlowFlag, Status
from services.models import Business
from services.wording import moment, money

MARKS = {
    Status.CREATED: "wait",
    Status.PENDING: "ask",
    Status.CONFIRMED: "ok",
    Status.WAITING_LIST: "wait",
    Status.DECLINED: "no",
    Status.CANCELED: "no",
}


def with_business(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Each row with the business's zone and currency, so that no row asks for them."""
    one = Business.objects.all()
    return rows.annotate(
        business_zone=Subquery(one.values("time_zone")[:1]),
        business_currency=Subquery(one.values("currency")[:1]),
    )


def when(instant: datetime | None, zone: ZoneInfo | str | None) -> str:
    """In the business's zone; nothing for no instant."""
    if instant is None:
        return ""
    return moment(instant, ZoneInfo(str(zone)) if zone else Business.objects.current().zone)


def state(booking: Booking, others: Sequence[Booking] = ()) -> str:
    """As HTML: the mark beside its word; double booked is red, goes before all else, and leads to the others."""
    if booking.double_booked:
        double = {"mark": "two", "word": _("Double booked"), "bad": True}
        links = format_html_join(
            "",
            ' <a href="{}">{}</a>',
            ((reverse("admin:bookings_booking_change", args=[other.pk]), other.code) for other in others),
        )
        return format_html("{}{}", render_to_string("components/mark.html", double), links)
    return mark(MARKS[Status(booking.status)], booking.get_status_display())


def mark(name: str, word: str) -> str:
    return render_to_string("components/mark.html", {"mark": name, "word": capfirst(word)})


def payment(booking: Any) -> str:
    """ "Paid", "To pay, €45.00", "Reserved, €40.00". Needs `with_business`."""
    word = capfirst(booking.get_payment_status_display())
    if booking.price is None:
        return booking.price_text or word
    if booking.amount_authorised and not booking.amount_paid:
        return _("Reserved, %(amount)s") % {"amount": money(booking.amount_authorised, booking.business_currency)}
    left = due(booking)
    if booking.status in FINAL and not booking.amount_paid:
        return _("Nothing paid")
    if not left:
        return word
    return _("%(state)s, %(amount)s due") % {"state": word, "amount": money(left, booking.business_currency)}


def flags(booking: Booking) -> str:
    """What was switched off for this booking."""
    return ", ".join(str(FlowFlag(flag).label) for flag in booking.flow_control)
