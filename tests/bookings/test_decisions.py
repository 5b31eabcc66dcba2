"""domain.md section 4, row by row, and that no input has two answers."""

from decimal import Decimal
from itertools import product

import pytest

from bookings.decisions import Case, Decision, decide, payment_status_of
from bookings.states import PaymentStatus, Status

CONFIRMED, PENDING, DECLINED = Status.CONFIRMED, Status.PENDING, Status.DECLINED

NOT_COVERED = (PaymentStatus.NOT_PAID, PaymentStatus.EXEMPT, PaymentStatus.REFUNDED, PaymentStatus.UNDEFINED)
COVERED = (PaymentStatus.PAID, PaymentStatus.PARTIALLY_PAID)


def case(skip=False, conflict=False, payment=PaymentStatus.NOT_PAID, approval=False, **more):
    return Case(skip, conflict, payment, approval, **more)


@pytest.mark.parametrize(
    ("row", "given", "expected"),
    [
        (1, case(), Decision(CONFIRMED)),
        (2, case(approval=True), Decision(PENDING)),
        (3, case(payment=PaymentStatus.EXEMPT), Decision(CONFIRMED)),
        (4, case(payment=PaymentStatus.EXEMPT, approval=True), Decision(PENDING)),
        (5, case(payment=PaymentStatus.PAID), Decision(CONFIRMED)),
        (5, case(payment=PaymentStatus.PARTIALLY_PAID), Decision(CONFIRMED)),
        (6, case(payment=PaymentStatus.PAID, approval=True), Decision(PENDING)),
        (6, case(approval=True, authorised=True), Decision(PENDING)),
        *[(7, case(conflict=True, payment=payment), Decision(DECLINED)) for payment in NOT_COVERED],
        *[(7, case(conflict=True, payment=payment, approval=True), Decision(DECLINED)) for payment in NOT_COVERED],
        *[(8, case(conflict=True, payment=payment), Decision(CONFIRMED, double_booked=True)) for payment in COVERED],
        (9, case(conflict=True, payment=PaymentStatus.PAID, approval=True), Decision(PENDING, double_booked=True)),
        (10, case(conflict=True, payment=PaymentStatus.PAID, by_plan=True), Decision(DECLINED)),
        (10, case(conflict=True, payment=PaymentStatus.PAID, by_plan=True, approval=True), Decision(DECLINED)),
        (10, case(conflict=True, authorised=True, approval=True), Decision(DECLINED)),
        (11, case(skip=True), Decision(CONFIRMED)),
        (11, case(skip=True, conflict=True), Decision(CONFIRMED, overridden=True)),
        (12, case(skip=True, approval=True), Decision(PENDING)),
        (12, case(skip=True, conflict=True, approval=True), Decision(PENDING, overridden=True)),
    ],
)
def test_each_row_of_the_table(row, given, expected):
    assert decide(given) == expected


def test_only_taken_money_is_ever_double_booked():
    for skip, conflict, payment, approval, authorised, by_plan in product(
        (False, True), (False, True), PaymentStatus, (False, True), (False, True), (False, True)
    ):
        decision = decide(Case(skip, conflict, payment, approval, authorised, by_plan))
        taken = payment in COVERED and not authorised and not by_plan
        assert decision.double_booked == (conflict and not skip and taken)


@pytest.mark.parametrize(
    ("price", "paid", "refunded", "more", "expected"),
    [
        (55, 0, 0, {}, PaymentStatus.UNDEFINED),
        (55, 0, 0, {"settled": True}, PaymentStatus.NOT_PAID),
        (55, 20, 0, {"settled": True}, PaymentStatus.PARTIALLY_PAID),
        (55, 55, 0, {"settled": True}, PaymentStatus.PAID),
        (55, 55, 20, {"settled": True}, PaymentStatus.PARTIALLY_PAID),
        (55, 55, 55, {"settled": True}, PaymentStatus.REFUNDED),
        (0, 0, 0, {"exempt": True}, PaymentStatus.EXEMPT),
        (12, 0, 0, {"by_plan": True, "settled": True}, PaymentStatus.PAID),
        (None, 10, 0, {"settled": True}, PaymentStatus.PARTIALLY_PAID),
    ],
)
def test_the_payment_status_follows_from_the_amounts(price, paid, refunded, more, expected):
    facts = {"exempt": False, "by_plan": False, "settled": False} | more
    price = None if price is None else Decimal(price)
    assert payment_status_of(price=price, paid=Decimal(paid), refunded=Decimal(refunded), **facts) == expected
