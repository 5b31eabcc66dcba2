"""The audit finds money, plans and notices that wait for nobody, each broken by hand."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import confirm_booking, decline_booking
from bookings.models import Booking
from checkout.audit import audit
from checkout.models import Membership, Payment, Refund, WebhookEvent
from checkout.operations.memberships import end_refunded
from tests.factories import (
    MembershipFactory,
    OrderLineFactory,
    OwnerFactory,
    PaymentFactory,
    RefundFactory,
    ShareFactory,
    WebhookEventFactory,
)

pytestmark = pytest.mark.django_db
LONG = timedelta(hours=2)


def found():
    return [finding.sentence for finding in audit(timezone.now()) if finding.rule == 2]


def test_a_booking_that_says_reserved_without_a_payment(requested):
    assert found() == []
    Payment.objects.update(state="voided")
    assert found() == ["A booking says that money is reserved and no payment does."]


@pytest.mark.parametrize("how", [confirm_booking, decline_booking])
def test_a_decided_booking_whose_money_is_still_only_reserved(requested, how):
    how(requested, by=Actor.owner(OwnerFactory()), now=timezone.now())
    assert found() == []
    Payment.objects.update(updated_at=timezone.now() - LONG)
    Booking.objects.update(updated_at=timezone.now() - LONG)
    assert found() == ["Money is still only reserved though its booking was decided."]


def test_a_notice_without_effect_for_an_hour():
    WebhookEventFactory(payment=PaymentFactory())
    assert found() == []
    WebhookEvent.objects.update(received_at=timezone.now() - LONG)
    assert found() == ["A notice of the payment provider has had no effect for an hour."]
    WebhookEvent.objects.update(handled_at=timezone.now())
    assert found() == []


def test_a_refused_refund_of_what_went_back_otherwise():
    row = RefundFactory(state="failed", amount=Decimal(10))
    sentence = "A refused refund waits though all of its payment went back."
    assert sentence not in found()
    RefundFactory(state="done", amount=row.payment.amount, payment=row.payment, line=row.line)
    assert sentence in found()


@pytest.fixture
def sold():
    """A plan that was paid for, and once more by another attempt whose money went back."""
    line = OrderLineFactory(membership=MembershipFactory(), booking=None, title="Ten classes", amount=120)
    paid, beside = (
        PaymentFactory(checkout=line.order.checkout, number=number, state="captured", amount=120, amount_captured=120)
        for number in (1, 2)
    )
    ShareFactory(payment=paid, line=line)
    gone_back(beside, line)
    return line


def gone_back(payment, line):
    fields = {"amount": 120, "state": "done", "created_at": timezone.now()}
    Refund.objects.create(payment=payment, line=line, idempotency_key=f"back:{payment.pk}", **fields)


SENTENCE = "A plan goes on though all of its money went back."


def test_what_another_attempt_gave_back_does_not_end_a_plan(sold):
    end_refunded(sold, now=timezone.now())
    assert (Membership.objects.get().ended_at, SENTENCE in found()) == (None, False)


def test_a_plan_that_goes_on_though_its_money_went_back(sold):
    gone_back(sold.shares.get().payment, sold)
    assert SENTENCE in found()
    end_refunded(sold, now=timezone.now())
    assert (Membership.objects.get().ended_at is None, SENTENCE in found()) == (False, False)
