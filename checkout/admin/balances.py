"""Bookings that stand and are not paid, or not wholly: who owes what, since when."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.models import Booking
from bookings.picker.asked import number_of
from checkout.models import Order
from checkout.owing import owed
from services.models import Business
from services.wording import moment, money

PAGE = 50


@dataclass(frozen=True, slots=True)
class Balance:
    booking: Booking
    when: str
    due: str
    since: str


def side_of(rows: QuerySet[Any], past: bool, now: datetime) -> QuerySet[Any]:
    """What is to come, the next first; or what has begun, the latest first."""
    if past:
        return rows.filter(starts_at__lt=now).order_by("-starts_at", "-pk")
    return rows.filter(starts_at__gte=now).order_by("starts_at", "pk")


def balances_view(request: HttpRequest) -> HttpResponse:
    if not request.user.has_perms(["checkout.view_order", "bookings.view_booking"]):
        raise PermissionDenied
    business, now = Business.objects.current(), timezone.now()
    past, page = request.GET.get("when") == "past", number_of(request.GET.get("page", "")) or 1
    rows = side_of(owed(), past, now)
    sums = rows.aggregate(count=Count("pk"), sum=Sum("still_due"))
    first = (page - 1) * PAGE
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _("Balances due"),
        "rows": [_row(booking, business) for booking in rows[first : first + PAGE]],
        "count": sums["count"],
        "sum": money(sums["sum"] or Decimal(0), business.currency),
        "past": past,
        "page": page,
        "more": first + PAGE < sums["count"],
        "may_take": Actor.owner(request.user).may(Permission.TAKE_PAYMENT),  # type: ignore[arg-type]
        "opts": Order._meta,
    }
    return TemplateResponse(request, "admin/checkout/balances.html", context)


def _row(booking: Any, business: Business) -> Balance:
    since = moment(booking.checkout_completed_at or booking.created_at, business.zone)
    return Balance(
        booking, moment(booking.starts_at, business.zone), money(booking.still_due, business.currency), since
    )
