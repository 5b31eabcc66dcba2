"""Reserved now, taken when the owner confirms, let go when the owner declines (domain.md section 4, row 6)."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import confirm_booking, decline_booking
from bookings.models import Alert
from checkout.audit import audit
from checkout.models import Payment, SandboxPayment
from checkout.tasks import settle_payments
from tests.factories import OwnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    user = OwnerFactory()
    user.user_permissions.set(Permission.objects.all())
    return Actor.owner(user)


def test_a_request_has_its_amount_reserved_and_nothing_paid(requested):
    assert (requested.status, requested.amount_authorised, requested.amount_paid) == ("pending", 55, 0)
    assert requested.payment_status == "not_paid"


def test_confirming_takes_it(requested, owner, commits):
    with commits():
        confirm_booking(requested, by=owner, now=timezone.now())
    requested.refresh_from_db()
    assert (requested.amount_authorised, requested.amount_paid, requested.payment_status) == (0, 55, "paid")
    assert Payment.objects.get().state == "captured"
    assert audit(timezone.now()) == []


def test_declining_lets_it_go(requested, owner, commits):
    with commits():
        decline_booking(requested, by=owner, now=timezone.now())
    requested.refresh_from_db()
    assert (requested.amount_authorised, requested.amount_paid) == (0, 0)
    assert Payment.objects.get().state == "voided"
    assert audit(timezone.now()) == []


def test_a_refused_capture_leaves_it_confirmed_unpaid_and_alerts(requested, owner, commits):
    SandboxPayment.objects.update(state="voided")
    with commits():
        confirm_booking(requested, by=owner, now=timezone.now())
    requested.refresh_from_db()
    assert (requested.status, requested.payment_status, requested.amount_authorised) == ("confirmed", "not_paid", 0)
    assert Alert.objects.get().kind == "capture_failed"


def test_without_an_answer_the_sweep_captures_later(requested, owner, commits, settings, sandbox_online):
    reachable, settings.SANDBOX_URL = settings.SANDBOX_URL, "http://nobody.invalid"
    with commits():
        confirm_booking(requested, by=owner, now=timezone.now())
    assert Payment.objects.get().state == "authorised"
    settings.SANDBOX_URL = reachable
    Payment.objects.update(retry_at=timezone.now())
    with commits():
        settle_payments()
    assert Payment.objects.get().amount_captured == Decimal(55)
