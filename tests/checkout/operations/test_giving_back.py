"""What a cancellation gives back, and what stays, to the cent (domain.md sections 3 and 12)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.models import Alert, Booking
from checkout.audit import audit
from checkout.errors import RefundTooLarge
from checkout.models import Order, Refund, Retained, SandboxPayment
from checkout.operations import refund
from checkout.tasks import settle_payments
from tests.checkout.operations.steps import VISITOR, begun, opened
from tests.factories import OwnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    user = OwnerFactory()
    user.user_permissions.set(Permission.objects.all())
    return Actor.owner(user)


@pytest.fixture
def paid(sandbox_online, commits):
    """Confirmed, 55 paid; a deposit of 20 is kept after the cutoff."""
    checkout, booking = opened()
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    return booking


def test_before_the_cutoff_everything_goes_back(paid, commits):
    Booking.objects.update(cancel_until=timezone.now() + timedelta(hours=1))
    with commits():
        cancel_booking(paid, by=VISITOR, now=timezone.now())
    paid.refresh_from_db()
    assert (paid.amount_refunded, paid.amount_retained, paid.payment_status) == (55, 0, "refunded")
    assert audit(timezone.now()) == []


def test_after_the_cutoff_the_deposit_stays_with_its_reason(paid, commits):
    Booking.objects.update(cancel_until=timezone.now() - timedelta(hours=1))
    with commits():
        cancel_booking(paid, by=VISITOR, now=timezone.now())
    paid.refresh_from_db()
    assert (paid.amount_refunded, paid.amount_retained) == (35, 20)
    assert list(Retained.objects.values_list("amount", "reason")) == [(20, "CANCELED_BY_CUSTOMER")]
    assert audit(timezone.now()) == []


def test_settling_again_gives_nothing_back_twice(paid, commits):
    with commits():
        cancel_booking(paid, by=VISITOR, now=timezone.now())
    with commits():
        settle_payments()
    assert [row.amount for row in Refund.objects.all()] == [55]


def test_without_an_answer_the_refund_waits_and_is_carried_out_once(paid, commits, settings):
    reachable, settings.SANDBOX_URL = settings.SANDBOX_URL, "http://nobody.invalid"
    with commits():
        cancel_booking(paid, by=VISITOR, now=timezone.now())
    assert list(Refund.objects.values_list("state", "attempts")) == [("requested", 1)]
    settings.SANDBOX_URL = reachable
    Refund.objects.update(retry_at=timezone.now())
    with commits():
        settle_payments()
        settle_payments()
    assert list(Refund.objects.values_list("state", "amount")) == [("done", 55)]
    assert audit(timezone.now()) == []


def test_a_refused_refund_is_for_the_owner_to_solve(paid, commits):
    SandboxPayment.objects.update(state="failed")
    with commits():
        cancel_booking(paid, by=VISITOR, now=timezone.now())
    assert Refund.objects.get().state == "failed"
    assert Alert.objects.get().kind == "refund_failed"


def test_the_owner_gives_back_a_part(paid, owner, commits):
    order = Order.objects.get()
    with commits():
        refund(order, {order.lines.get(): Decimal(15)}, reason="late start", by=owner, now=timezone.now())
    paid.refresh_from_db()
    assert (paid.amount_refunded, paid.payment_status) == (15, "partially_paid")
    assert audit(timezone.now()) == []


def test_more_than_was_paid_is_refused_and_nothing_asked(paid, owner):
    order = Order.objects.get()
    with pytest.raises(RefundTooLarge):
        refund(order, {order.lines.get(): Decimal("55.01")}, reason="", by=owner, now=timezone.now())
    assert Refund.objects.count() == 0
