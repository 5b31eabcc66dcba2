"""What only the sandbox offers to try: notices sent twice or late, a card that is declined for good."""

from decimal import Decimal

import pytest

from checkout.gateways import Report, gateway
from checkout.models import PaymentState
from tests.checkout.gateways.begun import started

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.checkout.gateways.shop")]


@pytest.mark.parametrize(
    ("outcome", "state", "taken", "failure"),
    [
        ("pay_twice", PaymentState.CAPTURED, 40, ""),
        ("pay_notice_late", PaymentState.CAPTURED, 40, ""),
        ("decline", PaymentState.FAILED, 0, "The payment was declined."),
    ],
)
def test_looking_tells_what_the_customer_chose(sandbox_online, outcome, state, taken, failure):
    payment = started()
    sandbox_online.choose(payment, outcome)
    assert gateway().look_up(payment) == Report(state, Decimal(40), Decimal(taken), "EUR", failure)


def test_fils_are_counted_to_the_last(sandbox_online):
    payment = started("12.345", "KWD")
    sandbox_online.choose(payment)
    assert gateway().look_up(payment).amount_captured == Decimal("12.345")
