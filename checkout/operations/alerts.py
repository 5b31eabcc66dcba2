"""What a person has to look at where money goes wrong: said once, and solved by itself where it comes right."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from bookings import messages
from bookings.balance import due
from bookings.models import Alert, AlertKind, Booking, MessageKind
from bookings.notices import money_facts
from bookings.states import Status
from checkout.models import Payment, Refund
from services.wording import money

ALERT_AFTER = 5  # tries without an answer: about half an hour


def raise_alert(kind: AlertKind, booking: Booking | None, text: str, now: datetime) -> None:
    Alert.objects.get_or_create(
        kind=kind, booking=booking, text=text[:300], solved_at=None, defaults={"created_at": now}
    )


def solve(kind: AlertKind, booking: Booking | None, now: datetime, *, text: str = "") -> None:
    """Those that are open; `text`: only the one that says this."""
    alerts = Alert.objects.filter(kind=kind, booking=booking, solved_at=None)
    (alerts.filter(text=text[:300]) if text else alerts).update(solved_at=now)


def solve_if_paid(booking: Booking, now: datetime) -> None:
    if not due(booking):
        solve(AlertKind.CAPTURE_FAILED, booking, now)


def not_taken(payment: Payment, booking: Booking, now: datetime) -> None:
    """What was reserved is not there any more: where the booking stands, its customer and the owner hear that it is
    to be paid. Of one whose price has gone meanwhile nothing is said."""
    if booking.status != Status.CONFIRMED or not due(booking):
        return
    why = payment.failure or payment.get_state_display()
    text = _("The reserved amount could not be taken: %(why)s") % {"why": why}
    solve(AlertKind.CAPTURE_FAILED, booking, now)
    raise_alert(AlertKind.CAPTURE_FAILED, booking, text, now)
    event = booking.events.order_by("-revision").first()
    messages.plan(MessageKind.PAYMENT_DUE, booking, event=event, now=now, facts=money_facts(booking))


def no_answer_to_capture(booking: Booking | None, now: datetime) -> None:
    text = _("The reserved amount is not taken yet: the payment provider does not answer. It is asked again.")
    raise_alert(AlertKind.CAPTURE_FAILED, booking, text, now)


def no_answer_to_refund(row: Refund, now: datetime) -> None:
    raise_alert(AlertKind.REFUND_FAILED, row.line.booking, _slow(row), now)


def refund_refused(row: Refund, now: datetime) -> None:
    """In place of the alert that there was no answer."""
    solve(AlertKind.REFUND_FAILED, row.line.booking, now, text=_slow(row))
    words = {"amount": money(row.amount, row.payment.currency), "why": row.failure}
    text = _("%(amount)s could not be given back: %(why)s") % words
    raise_alert(AlertKind.REFUND_FAILED, row.line.booking, text, now)


def refund_answered(row: Refund, now: datetime) -> None:
    if row.attempts >= ALERT_AFTER:
        solve(AlertKind.REFUND_FAILED, row.line.booking, now, text=_slow(row))


def _slow(row: Refund) -> str:
    amount = money(row.amount, row.payment.currency)
    sentence = _(
        "%(amount)s is not given back yet: the payment provider does not answer. It is asked again (%(key)s)."
    )
    return sentence % {"amount": amount, "key": row.idempotency_key}


def other_amount(payment: Payment, amount: Decimal, currency: str, bookings: Sequence[Booking], now: datetime) -> None:
    """Another amount or currency than was asked for is not this payment: a person has to look."""
    text = _("The provider reports %(got)s for payment %(key)s of %(asked)s") % {
        "got": money(amount, currency),
        "key": payment.idempotency_key,
        "asked": money(payment.amount, payment.currency),
    }
    raise_alert(AlertKind.MISMATCH, bookings[0] if bookings else None, text, now)


def disputed(payment: Payment, bookings: Sequence[Booking], now: datetime) -> None:
    """The customer's bank asks for the money back: a person has to answer it, at the provider."""
    raise_alert(AlertKind.DISPUTED, bookings[0] if bookings else None, _open_dispute(payment), now)


def dispute_over(payment: Payment, bookings: Sequence[Booking], lost: Decimal, now: datetime) -> None:
    """Won: solved. Lost: the alert says what it means; `lost` is what went back by it."""
    booking = bookings[0] if bookings else None
    solve(AlertKind.DISPUTED, booking, now, text=_open_dispute(payment))
    if not lost:
        return
    words = {"amount": money(lost, payment.currency), "key": payment.idempotency_key}
    text = _("The dispute is lost: %(amount)s of payment %(key)s went back to the customer.") % words
    raise_alert(AlertKind.DISPUTED, booking, text, now)


def back_twice(payment: Payment, amount: Decimal, bookings: Sequence[Booking], now: datetime) -> None:
    """Said once of each sum, whether or not somebody has solved it since."""
    words = {"amount": money(amount, payment.currency), "key": payment.idempotency_key}
    text = _("%(amount)s of payment %(key)s went back twice: by hand and at the payment provider.") % words
    _once(text, bookings, now)


def came_back(payment: Payment, amount: Decimal, bookings: Sequence[Booking], now: datetime) -> None:
    """Said once, as `back_twice`."""
    words = {"amount": money(amount, payment.currency), "key": payment.idempotency_key}
    text = _("%(amount)s of what was given back of payment %(key)s came back. Look at the payment provider.") % words
    _once(text, bookings, now)


def _once(text: str, bookings: Sequence[Booking], now: datetime) -> None:
    if not Alert.objects.filter(kind=AlertKind.REFUND_FAILED, text=text[:300]).exists():
        raise_alert(AlertKind.REFUND_FAILED, bookings[0] if bookings else None, text, now)


def _open_dispute(payment: Payment) -> str:
    words = {"amount": money(payment.amount_captured, payment.currency), "key": payment.idempotency_key}
    return (
        _("%(amount)s of payment %(key)s is disputed by the customer's bank. Answer it at the payment provider.")
        % words
    )
