"""What the page says at which the rest of a price is paid: how much, of what, and why an attempt failed."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from bookings import links
from bookings.balance import at_hand, due
from bookings.context import current_business
from bookings.manage.money import charge_failed
from bookings.models import Booking
from checkout.models import Payment, PaymentState
from checkout.views import slips
from services import wording


def balance_context(request: HttpRequest, booking: Booking, last: Payment | None, now: datetime) -> dict[str, Any]:
    business = current_business(request)
    left, paid = due(booking), at_hand(booking)
    amount = wording.money(left, business.currency)
    rows = [(_("Price"), wording.money(booking.price, business.currency))] if booking.price is not None else []
    if paid:
        rows.append((_("Paid"), wording.money(paid, business.currency)))
    return {
        "booking": booking,
        "token": links.token(booking),
        "manage_url": links.path(booking),
        "moment": wording.moment(booking.starts_at, booking.zone, now),
        "why": _why(booking, business.name),
        "rows": rows,
        "sum": (_("To pay now"), amount),
        "due": str(left),
        "button": {"label": _("Pay %(amount)s") % {"amount": amount}, "busy": _("Asking the bank")},
        "sentence": _what_failed(last),
        "slip": {
            "title": booking.title,
            "brief": wording.moment(booking.starts_at, booking.zone, now),
            "note": _("%(amount)s to pay") % {"amount": amount},
            "rows": _what(booking),
        },
    }


def _what(booking: Booking) -> list[slips.Row]:
    rows = [
        (_("With"), booking.resource_name),
        (_("Where"), booking.location_text),
        (_("For"), booking.name),
        *slips.party_rows(booking),
        (_("Booking code"), booking.code),
    ]
    return [(term, value) for term, value in rows if value]


def _why(booking: Booking, business: str) -> str:
    if charge_failed(booking):
        return _("Your card could not be charged. Your booking stands; pay here, or at the visit.")
    if at_hand(booking):
        return _("A part is paid. You can pay the rest here, or at the visit.")
    return _("You can pay here, or at the visit.")


def _what_failed(last: Payment | None) -> str:
    if last is None or last.state not in (PaymentState.FAILED, PaymentState.VOIDED):
        return ""
    return f"{last.failure or _('The payment did not go through.')} {_('Nothing was charged.')}"
