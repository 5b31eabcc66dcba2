"""Wake-ups and sweeps of money. Each reads anew, and does nothing the second time."""

from datetime import datetime, timedelta
from typing import Any

from celery import shared_task
from django.db.models import Case, F, OuterRef, Q, QuerySet, Subquery, Sum, Value, When
from django.db.models.functions import Coalesce
from django.utils import timezone

from bookings.lifecycle import expire_checkout
from bookings.models import Booking
from bookings.states import FINAL, Status
from bookings.sweeps import each
from checkout import operations
from checkout.audit import report
from checkout.gateways import gateway
from checkout.models import OFFLINE, Checkout, Payment, PaymentState, Purpose, Refund, RefundState
from checkout.operations.begin import OPEN
from checkout.operations.coupons import ended_with_coupon
from checkout.operations.refunds import TAKEN
from checkout.pricing import ZERO
from checkout.sandbox.delivery import deliver_due

_HANGS_AFTER = timedelta(minutes=15)
_SECONDS = 15  # for each of the two halves of settle_payments


@shared_task
def settle_booking(booking_id: int) -> None:
    booking = Booking.objects.filter(pk=booking_id).first()
    if booking is not None:
        operations.settle_booking(booking, now=timezone.now())


@shared_task
def settle_checkout(checkout_id: int) -> None:
    """What more than one attempt has paid."""
    checkout = Checkout.objects.filter(pk=checkout_id).first()
    if checkout is not None:
        operations.settle_surplus(checkout, now=timezone.now())


@shared_task
def settle_payments() -> None:
    """Payments out of step with their booking, what is only reserved first, and refunds that wait for a next try.

    A refund under way is dealt with by itself; one that was refused is the owner's, an alert says so.
    """
    now = timezone.now()
    due = Q(retry_at__isnull=True) | Q(retry_at__lte=now)
    reserved = Q(state=PaymentState.AUTHORISED) & Q(checkout__lines__booking__status__in=[Status.CONFIRMED, *FINAL])
    waiting = [RefundState.REQUESTED, RefundState.FAILED]
    asked = Refund.objects.filter(line__booking=OuterRef("pk"), state__in=waiting).order_by()
    under_way = Subquery(asked.values("line__booking").annotate(sum=Sum("amount")).values("sum"))
    owing = Booking.objects.owing(besides=F("amount_in_hand") + Coalesce(under_way, Value(ZERO)))
    taken = Q(state__in=TAKEN, checkout__lines__booking__in=owing) & ~Q(gateway=OFFLINE)
    surplus = Q(pk__in=_surplus())
    reserved_first = Case(When(state=PaymentState.AUTHORISED, then=Value(0)), default=Value(1))
    payments = Payment.objects.filter(due).filter(reserved | taken | surplus).annotate(turn=reserved_first).distinct()
    each(
        payments.order_by("turn", F("retry_at").asc(nulls_first=True), "pk"),
        lambda payment: _settle(payment, now),
        seconds=_SECONDS,
    )
    refunds = Refund.objects.filter(state=RefundState.REQUESTED, retry_at__lte=now).select_related("payment")
    each(refunds.order_by("retry_at"), lambda row: operations.carry_out_refund(row, now=now), seconds=_SECONDS)


def _surplus() -> QuerySet[Payment, Any]:
    """Attempts with money in them beside the one that counts, of which nothing was asked back yet."""
    holding = Payment.objects.filter(purpose=Purpose.ORDER, state__in=[PaymentState.AUTHORISED, *TAKEN], refunds=None)
    others = holding.filter(checkout__completed_at__isnull=False)
    return others.filter(Q(checkout__completed_by=None) | ~Q(pk=F("checkout__completed_by"))).values("pk")


def _settle(payment: Payment, now: datetime) -> None:
    operations.settle_surplus(payment.checkout, now=now)
    each(payment.checkout.bookings.order_by("pk"), lambda booking: operations.settle_booking(booking, now=now))


@shared_task
def carry_out_refund(refund_id: int) -> None:
    row = Refund.objects.select_related("payment").filter(pk=refund_id, state=RefundState.REQUESTED).first()
    if row is not None:
        operations.carry_out_refund(row, now=timezone.now())


@shared_task
def look_up_hanging_payments() -> None:
    """Ask about payments whose notice may have been missed."""
    now = timezone.now()
    hanging = Payment.objects.filter(state__in=OPEN, updated_at__lte=now - _HANGS_AFTER).exclude(provider_id="")
    each(hanging.order_by("updated_at"), lambda payment: operations.look_up(payment, now=now))


@shared_task
def expire_checkouts() -> None:
    """Checkouts that were left; one whose customer may still be paying is asked about first. What a coupon was used
    for and ended unpaid frees it."""
    now = timezone.now()
    each(Booking.objects.checkout_ran_out(now).order_by("checkout_expires_at"), _expire)
    each(ended_with_coupon().order_by("pk"), lambda checkout: operations.release_coupon(checkout, now=now))


@shared_task
def release_coupon(checkout_id: int) -> None:
    checkout = Checkout.objects.filter(pk=checkout_id).first()
    if checkout is not None:
        operations.release_coupon(checkout, now=timezone.now())


def _expire(booking: Booking) -> None:
    now = timezone.now()
    for payment in Payment.objects.filter(checkout__lines__booking=booking, state__in=OPEN):
        if payment.provider_id:
            gateway(payment.gateway).expire(payment)
            payment = operations.look_up(payment, now=now)  # noqa: PLW2901 - as it is after the answer
            if payment.state in OPEN:
                return  # not known yet: money may be under way, the next sweep asks again
    expire_checkout(booking, now=now)


@shared_task
def deliver_sandbox_notices() -> None:
    deliver_due(timezone.now())


@shared_task
def audit() -> None:
    """The nightly look at what must always hold."""
    report(timezone.now())
