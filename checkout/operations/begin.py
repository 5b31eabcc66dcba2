"""begin_payment: the customer leaves for the provider's page."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Manager, QuerySet

from bookings import holds
from bookings.errors import BookingError, SlotNotAvailable
from bookings.keeping import keep_booked_places
from bookings.models import Booking, Hold
from bookings.retrying import retried
from bookings.serving import lock_for_all
from bookings.states import FlowFlag, Status
from checkout.errors import CheckoutClosed, PartlyTaken, PaymentUnavailable
from checkout.gateways import GatewayError, GatewayRefused, gateway, online_gateway
from checkout.models import Checkout, CheckoutLine, Payment, PaymentState
from checkout.operations.buying import refuse_overdue
from checkout.operations.locking import lock_checkout
from checkout.operations.numbered import new_payment
from checkout.operations.options import refuse_stale
from checkout.operations.parting import give_up_taken
from checkout.operations.reports import look_up
from checkout.plan_terms import chosen
from checkout.pricing import Option, Way
from services.models import Business, ServiceKind
from services.prices import exponent, split

logger = logging.getLogger(__name__)
OPEN = (PaymentState.CREATED, PaymentState.PROCESSING)


@retried
def begin_payment(
    checkout: Checkout, option: Option, *, visitor: str, return_url: str, cancel_url: str, now: datetime
) -> Payment:
    """An attempt to pay `option.due_now`, known to the provider; the customer goes to `provider_url`.

    Whether the time is still free is asked again before money is, and the hold is stretched over the payment.
    Raises SlotNotAvailable, CheckoutClosed, SumChanged, PaymentUnavailable; PartlyTaken where some of several dates
    went, which are left out from now on: the customer looks at the new sum first.
    """
    ask_about_begun(checkout.payments, now=now)
    try:
        payment, bookings, superseded, until = _keep_and_attempt(checkout, option, visitor, now)
    except _SomeTaken as error:
        give_up_taken(checkout, error.bookings, now=now)
        raise PartlyTaken(tuple(booking.session_id or 0 for booking in error.bookings)) from error
    for old in superseded:
        gateway(old.gateway).expire(old)
    if payment.provider_url:
        return payment
    return announce(payment, _what(checkout, bookings), return_url, cancel_url, until, now)


def _what(checkout: Checkout, bookings: list[Booking]) -> str:
    """What the provider's page names."""
    if bookings:
        return f"{bookings[0].title}, {bookings[0].code}"
    return ", ".join(chosen(line).name for line in checkout.lines.exclude(plan=None))


def ask_about_begun(attempts: QuerySet[Payment] | Manager[Payment], *, now: datetime) -> None:
    """Each that may have been paid meanwhile; before there is another."""
    for left in attempts.filter(state__in=OPEN).exclude(provider_id=""):
        look_up(left, now=now)


class _SomeTaken(Exception):
    """Not all: the others can still be paid."""

    def __init__(self, bookings: list[Booking]) -> None:
        super().__init__()
        self.bookings = bookings


def _keep_and_attempt(
    checkout: Checkout, option: Option, visitor: str, now: datetime
) -> tuple[Payment, list[Booking], list[Payment], datetime]:
    with transaction.atomic():
        # A hold that is placed anew locks them too: people and places first, then bookings.
        lock_for_all(checkout.bookings.order_by("pk"))
        checkout, bookings = lock_checkout(checkout.pk)
        if checkout.completed_at is not None or any(booking.status != Status.CREATED for booking in bookings):
            raise CheckoutClosed
        refuse_stale(option, bookings)
        until = now + timedelta(minutes=Business.objects.current().checkout_minutes)
        _keep_all(bookings, visitor, until, now)
        Booking.objects.filter(pk__in=[booking.pk for booking in bookings]).update(checkout_expires_at=until)
        payment, superseded = _attempt(checkout, option, bookings, now)
    return payment, bookings, superseded, until


def _keep_all(bookings: list[Booking], visitor: str, until: datetime, now: datetime) -> None:
    """Raises SlotNotAvailable where none can be kept, _SomeTaken where only some can't."""
    taken, refusal = [], None
    for booking in bookings:
        try:
            keep_time(booking, visitor=visitor, until=until, now=now)
        except SlotNotAvailable as error:
            taken.append(booking)
            refusal = error
    if refusal is not None and len(taken) == len(bookings):
        raise refusal
    if taken:
        raise _SomeTaken(taken)


def keep_time(booking: Booking, *, visitor: str, until: datetime, now: datetime) -> None:
    """A live hold is stretched; one that ran out is placed anew, if the time is still free (journeys.md S1)."""
    if booking.has_flag(FlowFlag.SKIP_AVAILABILITY_VALIDATION):
        return
    if booking.kind != ServiceKind.APPOINTMENT:
        keep_booked_places(booking, visitor=visitor, until=until, now=now)
        return
    hold = Hold.objects.filter(booking=booking).first()
    kept = (booking.service_id, booking.starts_at, booking.chosen_resources, booking.location_id)
    if hold is not None and holds.covers(hold, *kept) and holds.stretch(hold, until=until, now=now):
        return
    if hold is not None:
        holds.release(hold)
    try:
        fresh = holds.place(
            service=booking.service,
            start=booking.starts_at,
            visitor=visitor,
            now=now,
            business=Business.objects.current(),
            participants=booking.total_participants,
            resources=booking.chosen_resources,
            location_id=booking.location_id,
        )
    except BookingError as error:
        raise SlotNotAvailable from error
    if fresh is not None:
        fresh.booking, fresh.expires_at = booking, max(fresh.expires_at, until)
        fresh.save(update_fields=["booking", "expires_at"])


def _attempt(
    checkout: Checkout, option: Option, bookings: list[Booking], now: datetime
) -> tuple[Payment, list[Payment]]:
    """The attempt to go on with, and those that another amount has overtaken. Freezes what each line pays."""
    attempts = list(checkout.payments.filter(state__in=OPEN).order_by("number"))
    if not bookings and not any(payment.provider_url for payment in attempts):
        refuse_overdue(checkout, now)
    same = [payment for payment in attempts if payment.amount == option.due_now]
    if same:
        return same[-1], [payment for payment in attempts if payment.amount != option.due_now]
    checkout.option, checkout.due_now = option.payment_option, option.due_now
    checkout.save(update_fields=["option", "due_now"])
    _share(checkout, option, bookings)
    terms_need_approval = any(
        booking.terms.needs_approval and not booking.has_flag(FlowFlag.SKIP_BUSINESS_CONFIRMATION)
        for booking in bookings
    )
    online = online_gateway()
    if online is None:
        raise PaymentUnavailable
    payment = new_payment(checkout, option.due_now, gateway=online.name, now=now, capture_later=terms_need_approval)
    return payment, attempts


def _share(checkout: Checkout, option: Option, bookings: list[Booking]) -> None:
    """What each line pays now: its deposit where that is chosen, else its price; in all just what is due."""
    lines = list(checkout.lines.order_by("pk"))
    deposits = {booking.pk: booking.deposit for booking in bookings} if option.way == Way.DEPOSIT else {}
    weights = [deposits.get(line.booking_id or 0, line.total) for line in lines]
    for line, share in zip(lines, split(option.due_now, weights, exponent(checkout.currency)), strict=True):
        line.due_now = share
    CheckoutLine.objects.bulk_update(lines, ["due_now"])


def announce(
    payment: Payment, description: str, return_url: str, cancel_url: str, until: datetime, now: datetime
) -> Payment:
    """Outside of any transaction: the key is stored already, so an answer that was lost can be asked for again."""
    try:
        begun = gateway(payment.gateway).begin(
            payment, description=description, return_url=return_url, cancel_url=cancel_url, expires_at=until
        )
    except GatewayError as error:
        logger.warning("payment %s not begun at %s: %s: %s", payment.pk, payment.gateway, type(error).__name__, error)
        if isinstance(error, GatewayRefused):
            Payment.objects.filter(pk=payment.pk).update(
                state=PaymentState.FAILED, failure=str(error)[:200], updated_at=now
            )
        raise PaymentUnavailable from error
    payment.provider_id, payment.provider_url = begun.provider_id, begun.url
    Payment.objects.filter(pk=payment.pk, state=PaymentState.CREATED).update(
        provider_id=begun.provider_id, provider_url=begun.url, state=PaymentState.PROCESSING, updated_at=now
    )
    return payment
