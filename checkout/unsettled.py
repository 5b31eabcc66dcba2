"""Which money is out of step with its booking: what settle_payments finds where a wake-up was lost."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce

from bookings.models import Booking
from bookings.states import FINAL, Status
from checkout.models import OFFLINE, Payment, PaymentState, Purpose, Refund, RefundState, Retained, Share
from checkout.operations.refunds import TAKEN
from checkout.pricing import ZERO

_LOOKING_BACK = timedelta(days=30)
_WAITING = [RefundState.REQUESTED, RefundState.FAILED]


def reserved(now: datetime) -> QuerySet[Payment]:
    """Reserved on a card, and the booking is decided; what waits for its next try comes after what is new."""
    decided = Q(checkout__lines__booking__status__in=[Status.CONFIRMED, *FINAL])
    beside = Q(checkout__completed_at__isnull=False) & ~_counts()
    found = Payment.objects.filter(_due(now), decided | beside, state=PaymentState.AUTHORISED)
    return found.distinct().order_by(F("retry_at").asc(nulls_first=True), "pk")


def owing() -> QuerySet[Booking]:
    """Of what they have too much, something goes back by the bank that nobody asked back yet."""
    asked = Refund.objects.filter(line__booking=OuterRef("pk"), state__in=_WAITING, payment__shares__line=F("line"))
    by_bank = _sum_by("line__booking", asked.exclude(payment__gateway=OFFLINE))
    found = Booking.objects.owing(besides=_sum_by("line__booking", asked))
    found = found.filter(amount_paid__gt=F("amount_refunded") + F("amount_in_hand") + by_bank)
    taken = Share.objects.filter(line__booking=OuterRef("pk"), payment__state__in=TAKEN)
    return found.filter(Exists(taken.exclude(payment__gateway=OFFLINE))).order_by("pk")


def kept_unwritten() -> QuerySet[Booking]:
    """What the business keeps has its row, with the reason, for all of it."""
    written = _sum_by("line__booking", Retained.objects.filter(line__booking=OuterRef("pk")))
    found = Booking.objects.filter(amount_retained__gt=0, order_lines__isnull=False)
    return found.filter(amount_retained__gt=written).distinct().order_by("pk")


def surplus(now: datetime) -> QuerySet[Payment]:
    """Attempts with money in them beside the one that counts, some of which was not asked back yet; of the last weeks,
    what is older is the audit's."""
    back = Refund.objects.filter(payment=OuterRef("pk")).exclude(state=RefundState.REPLACED)
    recent = now - _LOOKING_BACK
    found = Payment.objects.filter(_due(now), purpose=Purpose.ORDER, state__in=TAKEN, captured_at__gte=recent)
    found = found.filter(~_counts(), checkout__completed_at__isnull=False).select_related("checkout")
    return found.filter(amount_captured__gt=_sum_by("payment", back)).order_by("pk")


def _sum_by(key: str, rows: QuerySet[Any]) -> Combinable:
    """Of each row outside: the amounts of those rows of its, nothing where there are none."""
    return Coalesce(Subquery(rows.order_by().values(key).annotate(sum=Sum("amount")).values("sum")), Value(ZERO))


def _counts() -> Q:
    """Whether it is the attempt that completed its checkout."""
    return Q(checkout__completed_by__isnull=False, pk=F("checkout__completed_by"))


def _due(now: datetime) -> Q:
    return Q(retry_at__isnull=True) | Q(retry_at__lte=now)
