"""What became of several dates that were booked in one go: a line each, with the way to its own page."""

from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from bookings import links
from bookings.context import current_business
from bookings.limits import limited
from bookings.manage.faces import face_of, head_of
from bookings.models import Booking
from bookings.states import FINAL
from checkout.pricing import ZERO
from checkout.views import slips
from checkout.views.pay import open_checkout
from checkout.views.personal import personal
from services import wording


@require_safe
@limited("done", per_minute=240)
@personal
def several(request: HttpRequest, token: UUID) -> HttpResponse:
    _checkout, bookings = open_checkout(token)
    context = {
        "title": bookings[0].title,
        "facts": _facts(bookings, current_business(request).currency),
        "rows": [_row(request, booking) for booking in bookings],
        "zone": wording.zone_label(bookings[0].starts_at, bookings[0].zone),
        "standing": sum(booking.status not in FINAL for booking in bookings),
        "email": bookings[0].email,
    }
    return render(request, "checkout/several.html", context)


def _facts(bookings: Sequence[Booking], currency: str) -> list[slips.Row]:
    """For whom, where, and what they come to together; nothing of the dates that did not become a booking."""
    first, standing = bookings[0], [booking for booking in bookings if booking.status not in FINAL]
    price = sum((booking.price or ZERO for booking in standing), ZERO)
    off = sum((booking.discount for booking in standing), ZERO)
    paid = sum((booking.amount_paid - booking.amount_refunded for booking in standing), ZERO)
    facts = [
        (_("For"), first.name),
        *slips.party_rows(first),
        (_("Where"), first.location_text),
        (_("Full price"), wording.money(price + off, currency) if off else ""),
        (_("Discount"), f"−{wording.money(off, currency)}" if off else ""),
        (_("Price"), wording.money(price, currency) if price else _("Free") if off else first.price_text),
        (_("Paid"), wording.money(paid, currency) if paid else ""),
    ]
    return [(term, value) for term, value in facts if value]


def _row(request: HttpRequest, booking: Booking) -> dict[str, object]:
    """`why`: only where it did not become a booking."""
    now = timezone.now()
    last = booking.events.filter(kind=booking.status).first() if booking.status in FINAL else None
    head = head_of(booking, face_of(booking, now, new=False), last, current_business(request), now)
    return {
        "moment": wording.moment(booking.starts_at, booking.zone, now),
        "head": head,
        "why": head.sentence if booking.status in FINAL else "",
        "code": booking.code,
        "url": links.path(booking),
    }
