"""What a tester can make happen on the sandbox's page."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from checkout.models import SandboxPayment, SandboxState
from checkout.sandbox import payments
from checkout.sandbox.notices import AT_ONCE, notify

NOTICE_DELAY = timedelta(seconds=10)


class Outcome(models.TextChoices):
    PAY = "pay", _("Pay")
    PAY_TWICE = "pay_twice", _("Pay, notice sent twice")
    PAY_NOTICE_LATE = "pay_notice_late", _("Pay, notice delayed by 10 seconds")
    PAY_LATE = "pay_late", _("Pay late")
    DECLINE = "decline", _("Decline the payment")
    ABANDON = "abandon", _("Go back without paying")


class TimeIsUp(Exception):
    """The page had ended before the customer chose."""


NOTICES = {Outcome.PAY_TWICE: (AT_ONCE, AT_ONCE), Outcome.PAY_NOTICE_LATE: (NOTICE_DELAY,)}


@transaction.atomic
def choose(payment_id: UUID, outcome: str, *, delay: timedelta, now: datetime) -> str:
    """The address to send the customer to. A second choice, or the same one twice, changes nothing.

    Abandon leaves the payment open: the customer may come back to it until it ends. `delay` is for Pay late,
    where the customer returns at once and the money follows, whatever has ended by then. Raises TimeIsUp.
    """
    payment = payments.lock(payment_id)
    status = payments.status_of(payment, now)
    if status == payments.EXPIRED:
        raise TimeIsUp
    if status != SandboxState.OPEN:
        return payment.return_url
    if outcome == Outcome.ABANDON:
        return payment.cancel_url
    if outcome == Outcome.DECLINE:
        _turn(payment, SandboxState.FAILED)
        notify(payment, payments.FAILED, now=now)
    else:
        _pay(payment, outcome, delay, now)
    return payment.return_url


def _pay(payment: SandboxPayment, outcome: str, delay: timedelta, now: datetime) -> None:
    kind = payments.AUTHORISED if payment.capture_later else payments.CAPTURED
    after: tuple[timedelta, ...] = (AT_ONCE,)
    if outcome == Outcome.PAY_LATE:
        after = (delay,)
    else:
        take(payment, kind)
        after = NOTICES.get(Outcome(outcome), after)
    notify(payment, kind, now=now, amount=payment.amount, after=after)


def take(payment: SandboxPayment, kind: str) -> None:
    """The money moves: now, or when the notice of a late payment is due (checkout.sandbox.delivery)."""
    _turn(payment, SandboxState.AUTHORISED if kind == payments.AUTHORISED else SandboxState.CAPTURED)


def _turn(payment: SandboxPayment, state: SandboxState) -> None:
    payment.state = state
    payment.save(update_fields=["state"])
