"""complete_checkout and create_order: the customer is through; what stands is now the worker's to decide."""

import logging
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError

from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Booking, Heartbeat
from bookings.retrying import retried
from bookings.states import PaymentOption, Status
from bookings.tasks import decide_booking
from checkout.errors import CheckoutClosed
from checkout.models import Checkout, CheckoutLine, Order, OrderLine, Payment, PaymentState
from checkout.operations.locking import lock_checkout
from checkout.pricing import Option
from services.prices import exponent, split

logger = logging.getLogger(__name__)


@retried
def complete_checkout(checkout: Checkout, option: Option, *, now: datetime) -> Checkout:
    """In person, or free: nothing is paid now. Raises CheckoutClosed where a booking has ended meanwhile.

    The second time it changes nothing.
    """
    with transaction.atomic():
        checkout, bookings = lock_checkout(checkout.pk)
        if checkout.completed_at is not None:
            return checkout
        if any(booking.status != Status.CREATED for booking in bookings):
            raise CheckoutClosed
        finish(checkout, bookings, option.payment_option, None, now=now)
    return checkout


def finish(
    checkout: Checkout, bookings: list[Booking], option: PaymentOption, payment: Payment | None, *, now: datetime
) -> None:
    """Under the checkout's lock: completed, ordered, recorded on each booking, and on its way to be decided."""
    own = {booking.pk: booking for booking in bookings}
    lines = list(checkout.lines.order_by("pk"))
    for line in lines:
        line.booking = own[line.booking_id]
    if payment is not None:
        _freeze(checkout, lines, payment)
    checkout.option, checkout.completed_at, checkout.completed_by = option, now, payment
    checkout.save(update_fields=["option", "due_now", "completed_at", "completed_by"])
    create_order(checkout, payment, now=now, lines=lines)
    _record(lines, option, payment, now=now)


def finish_new(checkout: Checkout, lines: list[CheckoutLine], option: PaymentOption, *, now: datetime) -> None:
    """`finish` for a checkout that was made completed, in the same transaction."""
    _write_order(checkout, None, lines, now)
    _record(lines, option, None, now=now)


def _record(lines: list[CheckoutLine], option: PaymentOption, payment: Payment | None, *, now: datetime) -> None:
    for line in lines:
        booking = line.booking
        amounts: dict[str, Any] = {}
        if payment is not None:
            if payment.state == PaymentState.AUTHORISED:
                amounts = {"authorised": line.due_now}
            else:
                amounts = {"paid": booking.amount_paid + line.due_now}
        record_payment(booking, by=Actor.system(), now=now, completed=True, option=option, **amounts)
        if booking.status == Status.CREATED:
            transaction.on_commit(lambda booking_id=booking.pk: decide_soon(booking_id), robust=True)  # type: ignore[misc]


def _freeze(checkout: Checkout, lines: list[CheckoutLine], payment: Payment) -> None:
    """What each line pays, when the attempt that was paid is not the last one that was begun."""
    if checkout.due_now == payment.amount:
        return
    checkout.due_now = min(payment.amount, checkout.total)  # an older sum, of dates that have left since, goes back
    shares = split(payment.amount, [line.total for line in lines], exponent(payment.currency))
    for line, share in zip(lines, shares, strict=True):
        line.due_now = share
        line.save(update_fields=["due_now"])


def create_order(
    checkout: Checkout, payment: Payment | None, *, now: datetime, lines: Sequence[CheckoutLine] = ()
) -> Order:
    """The order of a completed checkout, a line for each booking; the same one if there is one.

    Under the checkout's lock. `lines`, with their bookings, spares reading them.
    """
    known = Order.objects.filter(checkout=checkout).first()
    return known or _write_order(checkout, payment, lines or checkout.lines.select_related("booking"), now)


def _write_order(checkout: Checkout, payment: Payment | None, lines: Iterable[CheckoutLine], now: datetime) -> Order:
    order = Order.objects.create(checkout=checkout, currency=checkout.currency, total=checkout.total, created_at=now)
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            booking=line.booking,
            title=line.booking.title,
            participants=line.booking.total_participants,
            amount=line.total,
            due_now=line.due_now if payment is not None else 0,
        )
        for line in lines
    )
    return order


def decide_soon(booking_id: int) -> None:
    """By the worker; here and now where it was not seen lately, or can't be woken (journeys.md S31, B9)."""
    if Heartbeat.objects.is_fresh("worker", timezone.now()):
        try:
            decide_booking.delay(booking_id)
        except OperationalError as error:
            logger.warning("booking %s is decided without the worker: %s", booking_id, error)
        else:
            return
    decide_booking(booking_id)
