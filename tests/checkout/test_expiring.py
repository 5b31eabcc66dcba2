"""Checkouts that were left; one whose customer may have paid is asked about first (domain.md section 2)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from bookings.models import Booking
from checkout.audit import audit
from checkout.tasks import expire_checkouts, look_up_hanging_payments
from tests.checkout.operations.steps import begun, opened

pytestmark = pytest.mark.django_db


def later(minutes=36):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_one_without_a_payment_ends(commits):
    opened()
    with later(), commits():
        expire_checkouts()
        assert audit(timezone.now()) == []
    assert Booking.objects.get().status == "declined"


def test_one_left_at_the_bank_ends(sandbox_online, commits):
    checkout, _ = opened()
    payment = begun(checkout)
    with later(), commits():
        expire_checkouts()
    payment.refresh_from_db()
    assert (payment.state, Booking.objects.get().status) == ("failed", "declined")


def test_one_that_was_paid_without_our_knowledge_is_confirmed(sandbox_online, commits):
    checkout, _ = opened()
    sandbox_online.choose(begun(checkout), "pay")
    with later(), commits():
        expire_checkouts()
    assert Booking.objects.get().status == "confirmed"


def test_while_the_bank_does_not_answer_nothing_ends(sandbox_online, commits, settings):
    checkout, _ = opened()
    begun(checkout)
    settings.SANDBOX_URL = "http://nobody.invalid"
    with later(), commits():
        expire_checkouts()
    assert Booking.objects.get().status == "created"


def test_a_missed_notice_is_made_up_for_by_the_sweep(sandbox_online, commits):
    checkout, _ = opened()
    sandbox_online.choose(begun(checkout), "pay")
    with later(16), commits():
        look_up_hanging_payments()
    assert Booking.objects.get().status == "confirmed"
