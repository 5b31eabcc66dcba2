"""What must always hold (domain.md section 13), asked of the database as it is."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Count, F
from django.utils.translation import gettext as _

from bookings.models import Alert, AlertKind, Booking, BookingEvent, Hold, Message
from bookings.states import FINAL, Status
from checkout.audit_credits import coupons_off, credits_off
from checkout.audit_people import with_somebody_else
from checkout.audit_places import overfull
from checkout.audit_waiting import (
    notices_waiting,
    plans_given_back,
    refused_for_nothing,
    reserved_nowhere,
    reserved_still,
)
from checkout.ledger import ledger
from checkout.models import PaymentState

_GRACE = timedelta(minutes=5)
_LONG = timedelta(hours=1)  # longer than the sweeps wait between two tries

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
        *_money(now),
        *_waiting(now - _LONG),
        Finding(2, _("Credits taken do not match the bookings that they pay for."), credits_off(now - _GRACE)),
        Finding(2, _("A coupon counts other uses than it has."), coupons_off()),
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


def _money(now: datetime) -> list[Finding]:
    """To the cent, for each booking and each payment, and in all."""
    counts, equation = ledger(now - _GRACE)
    said = {
        "paid": _("A booking says another amount paid than its payments do."),
        "refunded": _("A booking says another amount refunded than its refunds do."),
        "in_hand": _("A booking says another amount paid in person than its payments do."),
        "retained": _("What is kept of a booking has no row that says why."),
        "nowhere": _("Money is neither its booking's price, nor back, nor kept, nor on its way back."),
        "overdrawn": _("More is refunded and kept of a booking than was paid for it."),
        "status": _("A booking is called paid, partly paid or refunded and its money says otherwise."),
        "shared": _("A payment is shared out to more or less than was taken."),
        "given_back": _("More of a payment was given back than was taken."),
        "surplus": _("A payment beside the one that counts was not given back."),
        "state": _("A payment's state does not match what was taken and given back."),
    }
    findings = [Finding(2, sentence, getattr(counts, name)) for name, sentence in said.items()]
    off = int(equation.difference != 0)
    return [*findings, Finding(2, _("Money taken does not equal bookings, plans, refunds and kept amounts."), off)]


def _waiting(before: datetime) -> list[Finding]:
    return [
        Finding(2, _("A booking says that money is reserved and no payment does."), reserved_nowhere()),
        Finding(2, _("Money is still only reserved though its booking was decided."), reserved_still(before)),
        Finding(2, _("A notice of the payment provider has had no effect for an hour."), notices_waiting(before)),
        Finding(2, _("A refused refund waits though all of its payment went back."), refused_for_nothing()),
        Finding(2, _("A plan goes on though all of its money went back."), plans_given_back()),
    ]


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
