"""settlement.settle: every cell of the table (domain.md sections 4 and 12)."""

from itertools import product

import pytest

from bookings.states import Status
from checkout.models import PaymentState
from checkout.settlement import settle

RESERVED, TAKEN = ("authorised",), ("captured", "partly_refunded")
WITHOUT_MONEY = ("created", "processing", "failed", "voided", "refunded", "disputed")
# status: what is reserved, what is taken, what is taken where people have left
TABLE = {
    "created": ("leave", "leave", "leave"),
    "pending": ("leave", "leave", "refund"),
    "confirmed": ("capture", "leave", "refund"),
    "waiting_list": ("leave", "leave", "leave"),
    "declined": ("void", "refund", "refund"),
    "canceled": ("void", "refund", "refund"),
}
CELLS = list(product(Status.values, PaymentState.values))


def cell(status, state, *, shrunk):
    reserved, taken, too_much = TABLE[status]
    if state in RESERVED:
        return reserved
    if state in TAKEN:
        return too_much if shrunk else taken
    return "leave"


@pytest.mark.parametrize("shrunk", [False, True])
@pytest.mark.parametrize(("status", "state"), CELLS)
def test_every_cell(status, state, shrunk):
    assert settle(status, state, shrunk=shrunk) == cell(status, state, shrunk=shrunk)


@pytest.mark.parametrize("shrunk", [False, True])
@pytest.mark.parametrize(("status", "state"), CELLS)
def test_nothing_of_a_surplus_is_the_bookings_however_that_stands(status, state, shrunk):
    expected = "void" if state in RESERVED else "refund" if state in TAKEN else "leave"
    assert settle(status, state, shrunk=shrunk, surplus=True) == expected


@pytest.mark.parametrize(("shrunk", "surplus"), [(False, False), (False, True), (True, False), (True, True)])
@pytest.mark.parametrize(("status", "state"), CELLS)
def test_what_was_paid_in_person_is_given_back_by_a_person_alone(status, state, shrunk, surplus):
    assert settle(status, state, shrunk=shrunk, surplus=surplus, offline=True) == "leave"


def test_the_table_names_every_status_and_every_state():
    assert sorted(TABLE) == sorted(Status.values)
    assert sorted([*RESERVED, *TAKEN, *WITHOUT_MONEY]) == sorted(PaymentState.values)
