"""retry_refund, given_another_way: what the owner does about a refund that the bank refused (domain.md section 12)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from bookings.actors import Actor, Permission
from bookings.models import Alert, AlertKind
from bookings.retrying import retried
from checkout.errors import RefundDealtWith
from checkout.models import Refund, RefundState
from checkout.operations.alerts import ALERT_AFTER
from checkout.operations.locking import lock_checkout, lock_payment
from checkout.operations.refunds import carry_out_refund, give_back
from checkout.operations.shares import left_to_give


@retried
def retry_refund(refund: Refund, *, by: Actor, now: datetime) -> Refund:
    """The bank is asked once more, under another key, for what is left of it: the new row. Raises RefundDealtWith
    where nothing is, UnauthorizedOperation."""
    return _replace(refund, by=by, now=now, by_hand=False)


@retried
def given_another_way(refund: Refund, *, by: Actor, now: datetime) -> Refund:
    """The owner has given it back without the bank: the new row. Raises as `retry_refund`."""
    return _replace(refund, by=by, now=now, by_hand=True)


def _replace(refund: Refund, *, by: Actor, now: datetime, by_hand: bool) -> Refund:
    by.require(Permission.REFUND)
    with transaction.atomic():
        lock_checkout(refund.payment.checkout_id)
        payment = lock_payment(refund.payment_id)
        refused = Refund.objects.select_for_update(of=("self",), no_key=True).select_related("line").get(pk=refund.pk)
        amount = min(refused.amount, left_to_give(payment, refused.line))
        if refused.state != RefundState.FAILED or amount <= 0:
            raise RefundDealtWith
        refused.state = RefundState.REPLACED
        refused.save(update_fields=["state"])
        made = give_back(payment, refused.line, amount, reason=refused.reason, now=now, by=by, by_hand=by_hand)
        _solve(refused, by, now)
        return carry_out_refund(made, now=now) if made.by_hand else made


def _solve(refused: Refund, by: Actor, now: datetime) -> None:
    """The alert names the booking, not the refund: it stays while another refund of it is the owner's too."""
    booking_id = refused.line.booking_id
    theirs = Q(state=RefundState.FAILED) | Q(state=RefundState.REQUESTED, attempts__gte=ALERT_AFTER)
    if Refund.objects.filter(theirs, line__booking=booking_id).exists():
        return
    alerts = Alert.objects.filter(kind=AlertKind.REFUND_FAILED, booking=booking_id, solved_at=None)
    alerts.update(solved_at=now, solved_by=by.user)
