"""Money that went back, or came back, at the provider: by hand and there too, of what was kept, and refunds that the
customer's bank returned."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Alert
from checkout.audit import audit
from checkout.ledger import ledger
from checkout.models import Order, Payment, PaymentState, Refund, Retained
from checkout.operations import apply_report
from checkout.operations.refunds import refund
from tests.checkout.operations.steps import begun, online_service, opened, report
from tests.factories import OwnerFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(days=9)


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def paid(sandbox_online, commits):
    checkout, booking = opened(online_service())
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    return booking


@pytest.fixture
def by_hand(paid, owner, commits):
    """40 of 55 were given back in cash."""
    order = Order.objects.get()
    with commits():
        refund(order, {order.lines.get(): Decimal(40)}, reason="cash", by=owner, now=timezone.now(), by_hand=True)
    return paid


def told(state, refunded, commits, *, now=None):
    payment = Payment.objects.get()
    fields = {"amount_captured": payment.amount, "amount_refunded": Decimal(refunded)}
    with commits():
        apply_report(payment, report(payment, state, **fields), now=now or timezone.now())


def rows():
    return list(Refund.objects.order_by("pk").values_list("amount", "state", "by_hand"))


def alerts():
    return [alert.text for alert in Alert.objects.filter(kind="refund_failed", solved_at=None).order_by("pk")]


def test_a_dispute_lost_of_what_was_given_back_by_hand_too_is_twice(by_hand, commits):
    told(PaymentState.DISPUTED, 0, commits)
    told(PaymentState.REFUNDED, 55, commits)
    by_hand.refresh_from_db()
    assert (by_hand.amount_refunded, rows()) == (55, [(40, "done", True), (15, "done", False)])
    key = Payment.objects.get().idempotency_key
    assert alerts() == [f"€40.00 of payment {key} went back twice: by hand and at the payment provider."]
    assert (audit(timezone.now()), Payment.objects.get().state) == ([], "refunded")


def test_that_it_went_back_twice_is_said_once(by_hand, commits):
    for _ in range(2):
        told(PaymentState.REFUNDED, 55, commits)
        Alert.objects.update(solved_at=timezone.now())
    assert Alert.objects.filter(kind="refund_failed").count() == 1


def test_what_was_kept_and_went_back_in_part_is_kept_less(paid, owner, commits):
    with commits():
        cancel_booking(paid, by=owner, now=timezone.now())
    told(PaymentState.PARTLY_REFUNDED, 20, commits)
    paid.refresh_from_db()
    assert (paid.amount_refunded, paid.amount_retained, Retained.objects.get().amount) == (20, 35, 35)
    assert audit(timezone.now()) == []


def test_what_was_kept_and_is_lost_in_a_dispute_is_not_kept(paid, owner, commits):
    with commits():
        cancel_booking(paid, by=owner, now=timezone.now())
    told(PaymentState.DISPUTED, 0, commits)
    told(PaymentState.REFUNDED, 55, commits)
    paid.refresh_from_db()
    assert (paid.amount_refunded, paid.amount_retained, Retained.objects.count()) == (55, 0, 0)
    assert (ledger(timezone.now())[1].difference, audit(timezone.now())) == (0, [])


@pytest.fixture
def gone_back(paid, owner, commits):
    with commits():
        cancel_booking(paid, by=owner, now=timezone.now(), with_refund=True)
    return paid


def test_a_refund_that_came_back_weeks_later_is_the_owners(gone_back, commits):
    told(PaymentState.CAPTURED, 0, commits, now=timezone.now() + LATER)
    gone_back.refresh_from_db()
    assert (gone_back.amount_refunded, gone_back.payment_status, rows()) == (0, "paid", [(55, "failed", False)])
    assert alerts() == ["€55.00 could not be given back: It came back from the customer's bank."]
    assert (Payment.objects.get().state, audit(timezone.now() + LATER)) == ("captured", [])


def test_of_what_no_refund_matches_only_an_alert_says_that_it_came_back(gone_back, commits):
    told(PaymentState.PARTLY_REFUNDED, 45, commits, now=timezone.now() + LATER)
    key = Payment.objects.get().idempotency_key
    said = f"€10.00 of what was given back of payment {key} came back. Look at the payment provider."
    assert (alerts(), rows()) == ([said], [(55, "done", False)])


def test_what_was_asked_while_a_refund_was_made_does_not_know_of_it(gone_back, commits):
    told(PaymentState.CAPTURED, 0, commits)
    assert (alerts(), rows()) == ([], [(55, "done", False)])


def test_what_was_asked_before_a_dispute_was_heard_of_does_not_end_it(paid, commits):
    before = timezone.now()
    told(PaymentState.DISPUTED, 0, commits)
    told(PaymentState.CAPTURED, 0, commits, now=before)
    assert (Payment.objects.get().state, Alert.objects.get().solved_at) == ("disputed", None)
    told(PaymentState.CAPTURED, 0, commits)
    assert (Payment.objects.get().state, Alert.objects.filter(solved_at=None).count()) == ("captured", 0)
