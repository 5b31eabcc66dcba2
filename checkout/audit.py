"""What must always hold (domain.md section 13), asked of the database as it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import connection
from django.db.models import Count, DecimalField, F, Max, OuterRef, Subquery, Sum
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Greatest
from django.utils.translation import gettext as _

from bookings.models import Alert, AlertKind, Booking, BookingEvent, Hold, Message
from bookings.states import FINAL, Status
from checkout.audit_people import with_somebody_else
from checkout.audit_places import overfull
from checkout.models import Payment, PaymentState, Refund, RefundState

_GRACE = timedelta(minutes=5)
_MONEY: DecimalField = DecimalField(max_digits=12, decimal_places=3)

_OVERLAPS = """
    SELECT count(*) FROM bookings_occupancy a JOIN bookings_occupancy b
      ON a.resource_id = b.resource_id AND a.id < b.id
     AND a.busy_from < b.busy_until AND b.busy_from < a.busy_until
    WHERE a.mark = '' AND b.mark = '' AND a.busy_until > %s AND b.busy_until > %s
"""


@dataclass(frozen=True, slots=True)
class Finding:
    """`rule` is the number in section 13; `count` rows break it."""

    rule: int
    sentence: str
    count: int


def audit(now: datetime) -> list[Finding]:
    """What does not hold now; empty: all is well."""
    findings = [
        Finding(1, _("Two occupied times of one resource overlap."), _overlaps(now)),
        Finding(1, _("A class or course has more people than places."), overfull(now)),
        Finding(1, _("An appointment names somebody whose time it does not occupy."), with_somebody_else(now)),
        Finding(2, _("Money taken does not equal bookings, refunds and kept amounts."), _money_off()),
        Finding(3, _("An unfinished booking has outlived its checkout."), _outlived(now)),
        Finding(5, _("A booking's events do not match its revisions."), _revisions_off()),
        Finding(7, _("A reminder is planned for a booking that has ended."), _reminders_off()),
        Finding(8, _("A booking that has ended still holds something."), _held_by_ended()),
    ]
    return [finding for finding in findings if finding.count]


def report(now: datetime) -> list[Finding]:
    """The audit, with an alert to the owner for each finding that is not open already."""
    findings = audit(now)
    for finding in findings:
        text = f"{finding.sentence} ({finding.count})"
        Alert.objects.get_or_create(
            kind=AlertKind.AUDIT, booking=None, text=text, solved_at=None, defaults={"created_at": now}
        )
    return findings


def _overlaps(now: datetime) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_OVERLAPS, [now, now])
        return int(cursor.fetchone()[0])


def _money_off() -> int:
    """Captured = what the bookings have + what was given back, to the cent."""
    holding = [PaymentState.CAPTURED, PaymentState.PARTLY_REFUNDED, PaymentState.REFUNDED]
    agreed = Payment.objects.filter(state__in=holding, pk=F("checkout__completed_by"))
    captured = agreed.aggregate(sum=Sum("amount_captured"))["sum"]
    refunded = Refund.objects.filter(state=RefundState.DONE, payment__in=agreed).aggregate(sum=Sum("amount"))["sum"]
    paid = Booking.objects.filter(checkouts__completed_by__state__in=holding).distinct()
    recorded = paid.aggregate(paid=Sum("amount_paid"), refunded=Sum("amount_refunded"))
    zero = Decimal(0)
    wrong = (captured or zero) > (recorded["paid"] or zero) or (refunded or zero) != (recorded["refunded"] or zero)
    overdrawn = Booking.objects.filter(amount_paid__lt=F("amount_refunded") + F("amount_retained")).count()
    # What is beyond the price goes back once people have left, but more than was ever asked was never right.
    asked = BookingEvent.objects.filter(booking=OuterRef("pk"), before__price__isnull=False).order_by()
    highest = asked.values("booking").annotate(price=Max(Cast(KT("before__price"), _MONEY))).values("price")
    at_hand = F("amount_paid") - F("amount_refunded") - F("amount_retained")
    overpaid = Booking.objects.annotate(most=Greatest("price", Subquery(highest))).filter(most__lt=at_hand).count()
    return int(wrong) + overdrawn + overpaid


def _outlived(now: datetime) -> int:
    """A sweep's minute of grace included; a payment that is under way keeps its booking."""
    under_way = [PaymentState.CREATED, PaymentState.PROCESSING, PaymentState.AUTHORISED, PaymentState.CAPTURED]
    late = Booking.objects.checkout_ran_out(now).exclude(checkouts__payments__state__in=under_way)
    return late.filter(checkout_expires_at__lt=now - _GRACE).count()


def _revisions_off() -> int:
    counted = BookingEvent.objects.values("booking").annotate(events=Count("pk"))
    return counted.exclude(events=F("booking__revision")).count()


def _reminders_off() -> int:
    return Message.objects.filter(kind="reminder", state="planned", booking__status__in=FINAL).count()


def _held_by_ended() -> int:
    appointments = Booking.objects.filter(status__in=FINAL, kind="appointment", session__isnull=False).count()
    return appointments + Hold.objects.filter(booking__status__in=[*FINAL, Status.CONFIRMED]).count()
