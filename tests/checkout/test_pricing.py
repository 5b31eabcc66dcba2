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
