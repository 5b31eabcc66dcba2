"""A refund that the bank refused: the owner tries it again, or has given it back another way."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.errors import MoneyOnItsWay, UnauthorizedOperation
from bookings.lifecycle import cancel_booking, update_number_of_participants
from bookings.models import Alert, Booking
from checkout.audit import audit
from checkout.errors import RefundDealtWith
from checkout.models import PaymentState, Refund, SandboxPayment
from checkout.operations import apply_report
from checkout.operations.refunds import give_back
from checkout.operations.refused import given_another_way, retry_refund
from tests.checkout.operations.parties import paying
from tests.checkout.operations.steps import VISITOR, begun, opened, report
from tests.factories import AlertFactory, OwnerFactory, RefundFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def refused(sandbox_online, commits):
    """55 were paid, the booking is canceled, and the bank does not take the money back."""
    checkout, booking = opened()
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    SandboxPayment.objects.update(state="failed")
    booking.refresh_from_db()
    with commits():
        cancel_booking(booking, by=VISITOR, now=timezone.now())
    return Refund.objects.get(state="failed")


def told(payment, refunded, commits):
    """By the provider: so much went back."""
    fields = {"amount_captured": payment.amount, "amount_refunded": refunded}
    with commits():
        apply_report(payment, report(payment, PaymentState.PARTLY_REFUNDED, **fields), now=timezone.now())


def rows():
    return list(Refund.objects.order_by("pk").values_list("state", "by_hand", "amount"))


def test_tried_again_it_goes_back_by_the_bank(refused, owner, commits):
    SandboxPayment.objects.update(state="captured")
    with commits():
        retry_refund(refused, by=owner, now=timezone.now())
    assert rows() == [("replaced", False, 55), ("done", False, 55)]
    assert Booking.objects.get().amount_refunded == 55
    assert Alert.objects.get().solved_by == owner.user


def test_refused_again_it_is_the_owners_again(refused, owner, commits):
    with commits():
        retry_refund(refused, by=owner, now=timezone.now())
    assert rows() == [("replaced", False, 55), ("failed", False, 55)]
    assert [alert.solved_at is None for alert in Alert.objects.order_by("pk")] == [False, True]


def test_given_another_way_it_is_settled(refused, owner, commits):
    with commits():
        given_another_way(refused, by=owner, now=timezone.now())
    assert rows() == [("replaced", False, 55), ("done", True, 55)]
    assert (Booking.objects.get().amount_refunded, Refund.objects.get(by_hand=True).asked_by) == (55, owner.user)
    assert Alert.objects.get().solved_at is not None


def test_the_second_time_it_is_dealt_with(refused, owner, commits):
    with commits():
        given_another_way(refused, by=owner, now=timezone.now())
    for again in (retry_refund, given_another_way):
        with pytest.raises(RefundDealtWith):
            again(refused, by=owner, now=timezone.now())
    assert len(rows()) == 2


@pytest.mark.parametrize("state", ["requested", "done", "replaced"])
def test_only_a_refused_one_is_replaced(owner, state):
    row = RefundFactory(state=state)
    with pytest.raises(RefundDealtWith):
        given_another_way(row, by=owner, now=timezone.now())
    assert Refund.objects.get().state == state


def test_what_went_back_otherwise_does_not_go_back_twice(refused, owner):
    give_back(refused.payment, refused.line, Decimal(30), reason="at the desk", now=timezone.now())
    retry_refund(refused, by=owner, now=timezone.now())
    assert rows() == [("replaced", False, 55), ("requested", False, 30), ("requested", False, 25)]


def test_of_what_went_back_at_the_provider_only_the_rest_is_given_another_way(refused, owner, commits):
    told(refused.payment, Decimal(40), commits)
    with commits():
        given_another_way(refused, by=owner, now=timezone.now())
    assert rows() == [("replaced", False, 55), ("done", False, 40), ("done", True, 15)]
    assert (Booking.objects.get().amount_refunded, audit(timezone.now())) == (55, [])


def test_when_all_went_back_at_the_provider_bit_by_bit_nobody_has_to_solve_it(refused, owner, commits):
    for amount in (40, 55):
        told(refused.payment, Decimal(amount), commits)
    assert (rows()[0], Alert.objects.filter(solved_at=None).count()) == (("replaced", False, 55), 0)


def test_nothing_left_of_it_is_dealt_with_and_nothing_is_asked(refused, owner):
    give_back(refused.payment, refused.line, Decimal(55), reason="at the desk", now=timezone.now())
    with pytest.raises(RefundDealtWith):
        retry_refund(refused, by=owner, now=timezone.now())
    assert len(rows()) == 2


def test_the_alert_stays_while_another_refund_of_the_booking_is_refused(owner):
    first = RefundFactory(state="failed", amount=Decimal(10))
    RefundFactory(state="failed", amount=Decimal(10), payment=first.payment, line=first.line)
    AlertFactory(kind="refund_failed", booking=first.line.booking)
    given_another_way(first, by=owner, now=timezone.now())
    assert Alert.objects.get().solved_at is None


@pytest.mark.parametrize("verb", [retry_refund, given_another_way])
def test_without_the_permission_nothing_is_written(refused, verb):
    with pytest.raises(UnauthorizedOperation):
        verb(refused, by=Actor.owner(UserFactory(staff=True)), now=timezone.now())
    assert rows() == [("failed", False, 55)]


def test_a_party_may_cost_more_again_once_it_is_settled(sandbox_online, commits, owner):
    booking, payment = paying(4)
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    SandboxPayment.objects.update(state="failed")

    def change(people):
        with commits():
            update_number_of_participants(booking, total_participants=people, by=VISITOR, now=timezone.now())

    change(1)
    with pytest.raises(MoneyOnItsWay):
        change(2)
    with commits():
        given_another_way(Refund.objects.get(), by=owner, now=timezone.now())
    change(2)
    assert Booking.objects.get().total_participants == 2
