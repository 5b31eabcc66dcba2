"""settlement.settle: every cell of the table."""

import pytest

from bookings.states import Status
from checkout.models import PaymentState
from checkout.settlement import Action, settle

NOTHING = {PaymentState.CREATED, PaymentState.PROCESSING, PaymentState.FAILED, PaymentState.VOIDED} | {
    PaymentState.REFUNDED,
    PaymentState.DISPUTED,
}
TABLE = {
    "created": ("leave", "leave"),
    "pending": ("leave", "leave"),
    "waiting_list": ("leave", "leave"),
    "confirmed": ("capture", "leave"),
    "declined": ("void", "refund"),
    "canceled": ("void", "refund"),
}


def expected(status, state):
    reserved, taken = TABLE[status]
    if state in NOTHING:
        return "leave"
    return reserved if state == PaymentState.AUTHORISED else taken


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("state", PaymentState.values)
def test_every_cell(status, state):
    assert settle(status, state) == Action(expected(status, state))


@pytest.mark.parametrize("status", Status.values)
@pytest.mark.parametrize("state", PaymentState.values)
def test_what_is_too_much_goes_back_of_what_stands_or_is_asked_for(status, state):
    back = status in ("confirmed", "pending") and state in ("captured", "partly_refunded")
    assert settle(status, state, shrunk=True) == Action("refund" if back else expected(status, state))


def test_the_table_names_every_status():
    assert sorted(TABLE) == sorted(Status.values)
