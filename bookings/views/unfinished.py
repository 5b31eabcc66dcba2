"""The visitor's own bookings that are not finished yet, and the way back to them (journeys.md S5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import links
from bookings.models import Booking
from bookings.states import Status
from bookings.visitors import visitor_of
from services import wording
from services.models import Business


def lately_picked(request: HttpRequest, business: Business, now: datetime) -> list[Booking]:
    """Picking, booking and going to pay sign the visitor's cookie anew: with an older one no checkout is open still,
    and nothing needs to be asked."""
    return unfinished(visitor_of(request, within=timedelta(minutes=business.checkout_minutes + 1)), now)


def unfinished(visitor: str, now: datetime) -> list[Booking]:
    """The visitor's bookings whose checkout can still be gone on with, by time."""
    if not visitor:
        return []
    rows = Booking.objects.filter(hold__visitor=visitor, status=Status.CREATED, checkout_expires_at__gt=now)
    return list(rows.select_related("hold").order_by("starts_at"))


def resume_url(booking: Booking) -> str:
    return reverse("checkout:resume", args=[links.token(booking)])


def ways_back(mine: Sequence[Booking], now: datetime) -> dict[str, Any] | None:
    """Whose time is kept: the picker shows it as taken, for it can't be picked anew."""
    open_still = [each for each in mine if each.checkout_completed_at is None and each.hold.expires_at > now]
    if not open_still:
        return None
    heading = ngettext("You have a booking to finish", "You have bookings to finish", len(open_still))
    return {"heading": heading, "links": [(resume_url(each), _go_on(each, now)) for each in open_still]}


def _go_on(booking: Booking, now: datetime) -> str:
    words = {"service": booking.title, "moment": wording.moment(booking.starts_at, booking.zone, now)}
    return _("Go on with %(service)s, %(moment)s") % words
