"""Bookings that stand and are not paid, or not wholly: who owes what, since when."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Case, Count, DecimalField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Greatest
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.models import Booking
from bookings.picker.asked import number_of
from bookings.states import BY_PLAN, Status
from checkout.models import Order
from services.models import Business
from services.wording import moment, money

PAGE = 50
_MONEY: DecimalField = DecimalField(max_digits=12, decimal_places=3)


@dataclass(frozen=True, slots=True)
class Balance:
    booking: Booking
    when: str
    due: str
    since: str


def owed() -> QuerySet[Any]:
    """Each with `still_due`: what `bookings.balance.due` says of it."""
    by_plan = Q(selected_payment_option__in=BY_PLAN, checkout_completed_at__isnull=False)
    at_hand = F("amount_paid") - F("amount_refunded") - F("amount_retained")
    owing = Booking.objects.filter(status=Status.CONFIRMED, exempt=False, price__gt=at_hand)
    still_due = Case(
        When(by_plan, then=Value(Decimal(0))),
        default=F("price") - Greatest(at_hand, F("amount_authorised")),
        output_field=_MONEY,
    )
    return owing.annotate(still_due=still_due).filter(still_due__gt=0)


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
