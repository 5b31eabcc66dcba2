"""What is to be paid, by tables: rates, parties, dates, deposits, discounts, currencies (domain.md section 12)."""

from decimal import Decimal

import pytest

from services.quotes import Discount, Line, quote

D = Decimal
TEN_PERCENT, FIVE = Discount.percent(D(10)), Discount(D(5))


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (Line("fixed", D(45)), "45.00"),
        (Line("fixed", D("12.50"), 3), "37.50"),
        (Line("fixed", D(45), 3, per_person=False), "45.00"),
        (Line("fixed", D(45), 2, dates=3), "270.00"),
        (Line("fixed", D("0.335"), dates=3), "1.02"),
        (Line("fixed", D(100), 2, of=3), "66.67"),
        (Line("varied", D(0), 3, choices=((D("12.50"), 2), (D(8), 1))), "33.00"),
        (Line("varied", D(99), 0), "0.00"),
        (Line("no_fee", D(45), 2), "0.00"),
        (Line("custom", D(45), 2), "0.00"),
    ],
)
def test_what_a_party_pays(line, expected):
    assert str(quote([line], "EUR").price) == expected


def test_a_price_in_words_is_not_free():
    found = quote([Line("custom", D(0))], "EUR")
    assert (found.in_words, found.is_free) == (True, False)


def test_what_costs_nothing_is_free():
    assert quote([Line("no_fee", D(45)), Line("fixed", D(0))], "EUR").is_free


def test_an_unknown_rate_is_refused():
    with pytest.raises(ValueError, match="No such rate: 'FIXED'"):
        quote([Line("FIXED", D(1))], "EUR")


@pytest.mark.parametrize(
    ("line", "now", "later"),
    [
        (Line("fixed", D(45), 2, deposit=D(20)), 40, 50),
        (Line("fixed", D(45), 2, per_person=False, deposit=D(20)), 20, 25),
        (Line("fixed", D(45), 2, deposit=D(20), dates=3), 120, 150),
        (Line("fixed", D(15), 2, deposit=D(20)), 30, 0),
        (Line("varied", D(0), 2, choices=((D(50), 1), (D(25), 1)), deposit=D(20)), 40, 35),
        (Line("fixed", D(45), 2), 0, 90),
    ],
)
def test_a_deposit_is_never_more_than_the_price(line, now, later):
    assert quote([line], "EUR").due("deposit") == (now, later)


@pytest.mark.parametrize(
    ("way", "due"), [("deposit", (20, 25)), ("everything", (45, 0)), ("in_person", (0, 45)), ("free", (0, 0))]
)
def test_what_is_due_when_follows_from_the_way_to_pay(way, due):
    assert quote([Line("fixed", D(45), deposit=D(20))], "EUR").due(way) == due


def test_a_way_to_pay_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="No such way to pay: 'shells'"):
        quote([], "EUR").due("shells")


@pytest.mark.parametrize(
    ("prices", "discount", "off"),
    [
        (["45"], TEN_PERCENT, ["4.50"]),
        (["45", "45"], TEN_PERCENT, ["4.50", "4.50"]),
        (["0.05", "0.05", "0.05"], TEN_PERCENT, ["0.01", "0.01", "0.00"]),  # 0.015 in all, rounded once
        (["10", "20", "30"], FIVE, ["0.83", "1.67", "2.50"]),
        (["3", "1"], FIVE, ["3.00", "1.00"]),
        (["45"], Discount.percent(D(100)), ["45.00"]),
        (["0"], TEN_PERCENT, ["0.00"]),
        (["45"], None, ["0.00"]),
    ],
)
def test_a_discount_is_rounded_once_and_split_to_the_cent(prices, discount, off):
    found = quote([Line("fixed", D(price)) for price in prices], "EUR", discount)
    assert [str(line.discount) for line in found.lines] == off
    assert (found.full - found.discount, found.price) == (found.price, sum(line.price for line in found.lines))


def test_a_discount_is_taken_off_the_lines_it_is_for():
    lines = [Line("fixed", D(40), discounted=False), Line("fixed", D(10)), Line("fixed", D(30))]
    found = quote(lines, "EUR", TEN_PERCENT)
    assert [line.price for line in found.lines] == [40, 9, 27]


def test_a_deposit_is_not_more_than_what_a_discount_leaves():
    found = quote([Line("fixed", D(55), deposit=D(20))], "EUR", Discount.percent(D(80)))
    assert (found.price, found.deposit) == (11, 11)


@pytest.mark.parametrize(
    ("currency", "price", "off", "left", "tax"),
    [
        ("JPY", "995", "100", "895", "81"),
        ("EUR", "9.95", "1.00", "8.95", "0.81"),
        ("KWD", "9.955", "0.996", "8.959", "0.814"),
    ],
)
def test_every_sum_has_the_decimals_of_its_currency(currency, price, off, left, tax):
    found = quote([Line("fixed", D(price), tax_rate=D(10))], currency, TEN_PERCENT)
    assert (str(found.discount), str(found.price), str(found.tax(currency))) == (off, left, tax)


def test_tax_is_rounded_line_by_line():
    lines = [Line("fixed", D("0.03"), tax_rate=D(20)), Line("fixed", D("0.03"), tax_rate=D(20))]
    assert quote(lines, "EUR").tax("EUR") == D("0.02")
