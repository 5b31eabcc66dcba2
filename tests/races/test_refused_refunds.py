"""Two owners deal with the same refused refund at once: it is replaced once (domain.md section 12)."""

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.models import Booking
from checkout.errors import MoneyMoved
from checkout.models import Refund
from checkout.operations.owner_refunds import give_back_lines
from checkout.operations.refused import given_another_way, retry_refund
from tests.factories import BusinessFactory, CheckoutLineFactory, OwnerFactory, RefundFactory, ShareFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 8


def test_one_tries_again_while_the_other_has_given_it_back():
    BusinessFactory()
    first, second = Actor.owner(OwnerFactory()), Actor.owner(OwnerFactory())
    for _ in range(ROUNDS):
        row = RefundFactory(state="failed")
        CheckoutLineFactory(checkout=row.payment.checkout, booking=row.line.booking)
        Booking.objects.filter(pk=row.line.booking_id).update(amount_paid=row.amount)
        results = together(
            [
                lambda row=row: retry_refund(row, by=first, now=timezone.now()),
                lambda row=row: given_another_way(row, by=second, now=timezone.now()),
            ]
        )
        assert sorted(type(result).__name__ for result in results) == ["Refund", "RefundDealtWith"]
        assert Refund.objects.filter(line=row.line).exclude(state="replaced").count() == 1


def test_the_same_form_sent_twice_at_once_gives_back_once():
    BusinessFactory()
    owner = Actor.owner(OwnerFactory())
    for _ in range(ROUNDS):
        line = ShareFactory().line
        CheckoutLineFactory(checkout=line.order.checkout, booking=line.booking)
        how = {"reason": "late", "by_hand": False, "seen": 0, "by": owner}

        def send(line=line, how=how):
            return give_back_lines(line.order, {line: line.amount / 4}, now=timezone.now(), **how)

        results = together([send, send])
        assert [type(result) for result in results if not isinstance(result, list)] == [MoneyMoved]
        assert line.refunds.count() == 1
