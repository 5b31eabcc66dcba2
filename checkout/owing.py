"""Who still owes something: bookings that stand and are not paid, or not wholly."""

from decimal import Decimal
from typing import Any

from django.db.models import Case, Count, DecimalField, F, Q, QuerySet, Sum, Value, When
from django.db.models.functions import Greatest

from bookings.models import Booking
from bookings.states import BY_PLAN, Status
from services.wording import money

_MONEY: DecimalField = DecimalField(max_digits=12, decimal_places=3)


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


def owed_in_all(currency: str) -> dict[str, Any]:
    """`count` of bookings and the `sum` in words. One query."""
    sums = owed().aggregate(count=Count("pk"), sum=Sum("still_due"))
    return {"count": sums["count"], "sum": money(sums["sum"] or Decimal(0), currency)}
