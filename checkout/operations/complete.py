"""complete_checkout: the customer is through; what stands is now the worker's to decide."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.models import Booking
from bookings.nudges import soon
from bookings.retrying import retried
from bookings.states import PaymentOption, Status
from bookings.tasks import decide_booking
from checkout.errors import CheckoutClosed
from checkout.models import Checkout, CheckoutLine, Order, Payment
from checkout.operations.locking import lock_checkout
from checkout.operations.options import refuse_stale
from checkout.operations.ordering import create_order, write_order
from checkout.operations.shares import shares_of, write_shares
from checkout.pricing import Option
from services.models import Business
from services.prices import exponent, split


@retried
def complete_checkout(checkout: Checkout, option: Option, *, now: datetime) -> Checkout:
    """In person, or free: nothing is paid now. Raises CheckoutClosed where a booking has ended meanwhile, SumChanged.

    The second time it changes nothing.
    """
    with transaction.atomic():
        checkout, bookings = lock_checkout(checkout.pk)
        if checkout.completed_at is not None:
            return checkout
        if any(booking.status != Status.CREATED for booking in bookings):
            raise CheckoutClosed
        refuse_stale(option, bookings)
        finish(checkout, bookings, option.payment_option, None, now=now)
    return checkout


def finish(
    checkout: Checkout,
    bookings: list[Booking],
    option: PaymentOption,
    payment: Payment | None,
    *,
    now: datetime,
    decide: bool = True,
) -> None:
    """Under the checkout's lock: completed, ordered, recorded on each booking, and on its way to be decided, unless
    the caller decides it in the same transaction."""
    own = {booking.pk: booking for booking in bookings}
    lines = list(checkout.lines.select_related("plan").order_by("pk"))
    for line in lines:
        if line.booking_id is not None:
            line.booking = own[line.booking_id]
    if payment is not None:
        _freeze(checkout, lines, payment)
    checkout.option, checkout.completed_at, checkout.completed_by = option, now, payment
    checkout.save(update_fields=["option", "due_now", "completed_at", "completed_by"])
    order = create_order(checkout, payment, now=now, lines=lines)
    if payment is not None and payment.amount_captured:
        share_out(payment, order, lines, bookings)
    _record(lines, option, payment, now=now, decide=decide)


def share_out(payment: Payment, order: Order, lines: Sequence[CheckoutLine], bookings: Sequence[Booking]) -> None:
    """What was taken, by the lines of the order; a line's `due_now` says from now on what it has."""
    shares = shares_of(payment, lines, bookings)
    write_shares(payment, zip(order.lines.order_by("pk"), shares, strict=True))
    for line, share in zip(lines, shares, strict=True):
        if line.due_now != share:
            line.due_now = share
            line.save(update_fields=["due_now"])


def finish_new(
    checkout: Checkout, lines: list[CheckoutLine], option: PaymentOption, *, now: datetime, business: Business
) -> None:
    """`finish` for a checkout that was made completed, in the same transaction."""
    write_order(checkout, None, lines, now, business)
    _record(lines, option, None, now=now)


def _record(
    lines: list[CheckoutLine], option: PaymentOption, payment: Payment | None, *, now: datetime, decide: bool = True
) -> None:
    for line in lines:
        booking = line.booking
        if booking is None:
            continue
        amounts: dict[str, Any] = {}
        if payment is not None and payment.amount_captured:
            amounts = {"paid": booking.amount_paid + line.due_now}
        elif payment is not None:
            amounts = {"authorised": line.due_now}
        record_payment(booking, by=Actor.system(), now=now, completed=True, option=option, **amounts)
        if decide and booking.status == Status.CREATED:
            transaction.on_commit(lambda booking_id=booking.pk: soon(decide_booking, booking_id), robust=True)  # type: ignore[misc]


def _freeze(checkout: Checkout, lines: list[CheckoutLine], payment: Payment) -> None:
    """What each line pays, when the attempt that was paid is not the last one that was begun."""
    if checkout.due_now == payment.amount:
        return
    checkout.due_now = min(payment.amount, checkout.total)  # an older sum, of dates that have left since, goes back
    shares = split(payment.amount, [line.total for line in lines], exponent(payment.currency))
    for line, share in zip(lines, shares, strict=True):
        line.due_now = share
        line.save(update_fields=["due_now"])
