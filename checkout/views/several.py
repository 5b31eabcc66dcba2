"""What became of several dates that were booked in one go: a line each, with the way to its own page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookings import links
from bookings.context import current_business
from bookings.limits import limited
from bookings.manage.faces import face_of, head_of
from bookings.models import Booking
from bookings.states import FINAL
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
        "rows": [_row(request, booking) for booking in bookings],
        "zone": wording.zone_label(bookings[0].starts_at, bookings[0].zone),
        "standing": sum(booking.status not in FINAL for booking in bookings),
        "email": bookings[0].email,
    }
    return render(request, "checkout/several.html", context)


def _row(request: HttpRequest, booking: Booking) -> dict[str, object]:
    """`why`: only where it did not become a booking."""
    now = timezone.now()
    last = booking.events.filter(kind=booking.status).first() if booking.status in FINAL else None
    head = head_of(booking, face_of(booking, now, new=False), last, current_business(request), now)
    return {
        "moment": wording.moment(booking.starts_at, booking.zone, now),
        "head": head,
        "why": head.sentence if booking.status in FINAL else "",
        "url": links.path(booking),
    }
