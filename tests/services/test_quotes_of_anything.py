"""What holds for every quote, on orders nobody thought of."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from services.prices import exponent
from services.quotes import Discount, Line, quote

D = Decimal
amounts = st.integers(0, 10**6).map(lambda units: D(units).scaleb(-3))
percents = st.integers(0, 10000).map(lambda hundredths: D(hundredths).scaleb(-2))
currencies = st.sampled_from(["JPY", "EUR", "KWD"])
discounts = st.one_of(percents.map(Discount.percent), amounts.map(Discount), st.none())
choices = st.lists(st.tuples(amounts, st.integers(0, 9)), max_size=3).map(tuple)
lines = st.lists(
    st.builds(
        Line,
        st.sampled_from(["fixed", "varied", "no_fee", "custom"]),
        amounts,
        st.integers(1, 12),
        per_person=st.booleans(),
        of=st.integers(1, 12),
        choices=choices,
        deposit=amounts,
        tax_rate=percents,
        dates=st.integers(1, 4),
        discounted=st.booleans(),
    ),
    max_size=6,
)


@given(lines, currencies, discounts)
def test_it_adds_up_to_the_cent(lines, currency, discount):
    found = quote(lines, currency, discount)
    assert [line.price for line in found.lines] == [line.full - line.discount for line in found.lines]
    assert [sum(found.due(way)) for way in ("deposit", "everything", "in_person")] == [found.price] * 3
    assert (found.price * 10 ** exponent(currency)) % 1 == 0


@given(lines, currencies, discounts)
def test_nothing_is_below_zero_or_above_the_full_price(lines, currency, discount):
    for line in quote(lines, currency, discount).lines:
        assert 0 <= line.deposit <= line.price <= line.full
        assert 0 <= line.tax(currency) <= line.price


@given(lines, currencies, discounts)
def test_a_discount_leaves_alone_what_it_is_not_for(lines, currency, discount):
    found = quote(lines, currency, discount)
    assert [
        each.discount for line, each in zip(lines, found.lines, strict=True) if each.discount and not line.discounted
    ] == []


@given(lines, currencies, percents, percents)
def test_more_percent_never_cost_more(lines, currency, one, other):
    less, more = (quote(lines, currency, Discount.percent(each)) for each in sorted((one, other)))
    assert more.price <= less.price


@given(lines, currencies, amounts, amounts)
def test_a_larger_amount_off_never_costs_more(lines, currency, one, other):
    less, more = (quote(lines, currency, Discount(each)) for each in sorted((one, other)))
    assert more.price <= less.price


@given(amounts, st.integers(1, 12), currencies, discounts)
def test_one_person_more_never_costs_less(price, people, currency, discount):
    few, many = (quote([Line("fixed", price, count)], currency, discount) for count in (people, people + 1))
    assert few.price <= many.price


@given(amounts, st.integers(1, 12), currencies, discounts)
def test_the_same_party_again_costs_the_same(price, people, currency, discount):
    """As a party change asks it: of a booking's own sum, with the part that was taken off."""
    before = quote([Line("fixed", price, people)], currency, discount)
    part = Discount(before.discount, of=before.full) if before.discount else None
    again = quote([Line("fixed", before.full, people, of=people)], currency, part)
    assert (again.full, again.discount, again.price) == (before.full, before.discount, before.price)
