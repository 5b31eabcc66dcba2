"""Wake-ups and sweeps of money. Each reads anew, and does nothing the second time."""

from datetime import datetime, timedelta

from celery import shared_task
from django.db.models import Q
from django.utils import timezone

from bookings.lifecycle import expire_checkout
from bookings.models import Booking
from bookings.sweeps import each
from checkout import operations, plan_mail, unsettled
from checkout.audit import report
from checkout.gateways import gateway
from checkout.models import Checkout, Payment, Refund, RefundState, WebhookEvent
from checkout.operations import notices, returning
from checkout.operations.begin import OPEN
from checkout.operations.freeing import ended_with_coupon
from checkout.sandbox.delivery import deliver_due

_HANGS_AFTER = timedelta(minutes=15)
_SECONDS = 10  # for each of the five parts of settle_payments, which seldom have anything to do


@shared_task
def settle_booking(booking_id: int) -> None:
    booking = Booking.objects.filter(pk=booking_id).first()
    if booking is not None:
        operations.settle_booking(booking, now=timezone.now())


@shared_task
def return_credits(booking_id: int) -> None:
    """Those of a plan that its booking does not need any more."""
    returning.return_credits(booking_id, now=timezone.now())


@shared_task
def return_credits_left() -> None:
    """What a lost wake-up left."""
    now = timezone.now()
    each(returning.owing(), lambda row: returning.return_credits(row.booking_id, now=now))


@shared_task
def send_plan_mail(membership_id: int) -> None:
    plan_mail.deliver(membership_id, timezone.now())


@shared_task
def send_plan_mails() -> None:
    """What a lost wake-up left."""
    plan_mail.sweep(timezone.now())


@shared_task
def settle_checkout(checkout_id: int) -> None:
    """What more than one attempt has paid."""
    checkout = Checkout.objects.filter(pk=checkout_id).first()
    if checkout is not None:
        operations.settle_surplus(checkout, now=timezone.now())


@shared_task
def settle_payments() -> None:
    """Money out of step with its booking, what is only reserved first, and refunds that wait for a next try.

    A refund under way is dealt with by itself; one that was refused is the owner's, an alert says so.
    """
    now = timezone.now()
    each(unsettled.reserved(now), lambda payment: _settle(payment, now), seconds=_SECONDS)
    for bookings in (unsettled.owing(), unsettled.kept_unwritten()):
        each(bookings, lambda booking: operations.settle_booking(booking, now=now), seconds=_SECONDS)
    each(unsettled.surplus(now), lambda one: operations.settle_surplus(one.checkout, now=now), seconds=_SECONDS)
    refunds = Refund.objects.filter(state=RefundState.REQUESTED, retry_at__lte=now).select_related("payment")
    each(refunds.order_by("retry_at"), lambda row: operations.carry_out_refund(row, now=now), seconds=_SECONDS)


def _settle(payment: Payment, now: datetime) -> None:
    operations.settle_surplus(payment.checkout, now=now)
    each(payment.checkout.bookings.order_by("pk"), lambda booking: operations.settle_booking(booking, now=now))


@shared_task
def carry_out_refund(refund_id: int) -> None:
    row = Refund.objects.select_related("payment").filter(pk=refund_id, state=RefundState.REQUESTED).first()
    if row is not None:
        operations.carry_out_refund(row, now=timezone.now())


@shared_task
def handle_notice(event_id: int) -> None:
    event = WebhookEvent.objects.select_related("payment").filter(pk=event_id, handled_at=None).first()
    if event is not None:
        notices.handle_notice(event, now=timezone.now())


@shared_task
def handle_notices() -> None:
    """Those that a lost wake-up left, or whose company did not answer."""
    now = timezone.now()
    waiting = WebhookEvent.objects.filter(handled_at=None).filter(Q(retry_at=None) | Q(retry_at__lte=now))
    each(
        waiting.select_related("payment").order_by("received_at"),
        lambda event: notices.handle_notice(event, now=timezone.now()),
        seconds=_SECONDS,
    )


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
