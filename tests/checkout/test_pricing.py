"""pricing.options: the ways to pay (domain.md section 12)."""

from decimal import Decimal

import pytest

from checkout.pricing import Priced, options
from services.quotes import Line, quote

#  price, deposit, exempt, online, in person, gateway -> (way, now, later)
TABLE = [
    (40, 0, False, False, True, True, [("in_person", 0, 40)]),
    (40, 0, False, True, False, True, [("everything", 40, 0)]),
    (40, 0, False, True, True, True, [("everything", 40, 0), ("in_person", 0, 40)]),
    (55, 20, False, True, False, True, [("deposit", 20, 35), ("everything", 55, 0)]),
    (55, 20, False, True, True, True, [("deposit", 20, 35), ("everything", 55, 0)]),
    (55, 55, False, True, False, True, [("everything", 55, 0)]),
    (55, 20, False, True, True, False, [("in_person", 0, 55)]),
    (40, 0, False, True, False, False, []),
    (0, 0, True, False, True, True, [("free", 0, 0)]),
    (0, 0, False, True, True, True, [("free", 0, 0)]),
    (None, 0, False, False, True, True, [("in_person", 0, 0)]),
    (None, 0, False, True, True, True, [("in_person", 0, 0)]),
]


@pytest.mark.parametrize(("price", "deposit", "exempt", "online", "in_person", "gateway", "ways"), TABLE)
def test_the_ways_to_pay(price, deposit, exempt, online, in_person, gateway, ways):
    rate = "custom" if price is None else "fixed"
    asked = quote([Line(rate, Decimal(price or 0), deposit=Decimal(deposit))], "EUR")
    found = options(Priced(asked, exempt, online, in_person), gateway=gateway)
    assert [(option.way, option.due_now, option.later) for option in found] == ways


@pytest.mark.parametrize(
    ("price", "exempt", "in_person", "by_plan", "credits", "ways"),
    [
        (40, False, True, True, 2, [("plan", 2), ("in_person", 0)]),
        (40, False, True, True, 0, [("in_person", 0)]),
        (40, False, True, False, 2, [("in_person", 0)]),
        (40, False, False, True, 0, [("plan", 0)]),
        (40, False, False, True, 1, [("plan", 1)]),
        (None, False, True, True, 1, [("plan", 1), ("in_person", 0)]),
        (0, True, True, True, 1, [("free", 0)]),
    ],
)
def test_a_plan_comes_first_where_it_may_pay_and_is_there(price, exempt, in_person, by_plan, credits, ways):
    asked = quote([Line("custom" if price is None else "fixed", Decimal(price or 0))], "EUR")
    priced = Priced(asked, exempt, False, in_person, pay_by_plan=by_plan, credits=credits)
    assert [(option.way, option.credits) for option in options(priced, gateway=True)] == ways
