"""Coupons as their owner makes them: sentences at the fields, times in the zone of the business, uses with orders."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from checkout.models import Coupon
from tests.factories import (
    BusinessFactory,
    CouponFactory,
    CouponUseFactory,
    OrderFactory,
    OwnerFactory,
    ServiceFactory,
)

pytestmark = pytest.mark.django_db
ADD, LIST = "admin:checkout_coupon_add", reverse("admin:checkout_coupon_changelist")
GOOD = {"code": "spring", "percent": "10", "active": "on"}


@pytest.fixture
def owner(client):
    BusinessFactory(time_zone="Europe/Madrid")
    client.force_login(OwnerFactory())
    return client


def page_of(coupon):
    return reverse("admin:checkout_coupon_change", args=[coupon.pk])


def errors(response):
    return {name: [str(each) for each in said] for name, said in response.context["adminform"].form.errors.items()}


def save(owner, **fields):
    return owner.post(reverse(ADD), GOOD | fields)


def test_a_coupon_is_saved_as_it_will_be_compared(owner):
    service = ServiceFactory()
    assert save(owner, limit="10", limit_per_contact="1", services=[service.pk]).status_code == 302
    coupon = Coupon.objects.get()
    assert (coupon.code, coupon.percent, coupon.limit, coupon.limit_per_contact) == ("SPRING", 10, 10, 1)
    assert list(coupon.services.all()) == [service]


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"percent": ""}, "percent", "Say what it takes off: so many percent, or an amount."),
        ({"amount": "5"}, "amount", "Choose one: so many percent, or an amount."),
        ({"percent": "0"}, "percent", "It has to take something off."),
        ({"percent": "", "amount": "0"}, "amount", "It has to take something off."),
        ({"percent": "101"}, "percent", "Ensure this value is less than or equal to 100."),
        ({"percent": "", "amount": "1.005"}, "amount", "Amounts in EUR have 2 decimals."),
        ({"code": "10 % off"}, "code", "Use letters, digits and hyphens."),
        ({"code": "Taken"}, "code", "There is a coupon with this code already."),
        ({"starts_at_1": "10:00"}, "starts_at", "Say which day."),
        ({"starts_at_0": "2026-05-02", "ends_at_0": "2026-05-01"}, "ends_at", "It would end before it starts."),
    ],
)
def test_what_can_not_be_is_said_at_its_field(owner, fields, field, sentence):
    CouponFactory(code="TAKEN")
    assert errors(save(owner, **fields)) == {field: [sentence]}


def test_days_and_times_are_those_of_the_business(owner):
    save(owner, starts_at_0="2026-05-01", starts_at_1="09:30", ends_at_0="2026-05-31")
    coupon = Coupon.objects.get()
    assert (coupon.starts_at, coupon.ends_at) == (
        datetime(2026, 5, 1, 7, 30, tzinfo=UTC),
        datetime(2026, 5, 31, 22, tzinfo=UTC),
    )
    page = owner.get(page_of(coupon)).content.decode()
    assert [page.count(f'value="{shown}"') for shown in ("2026-05-01", "09:30", "2026-06-01", "00:00")] == [1] * 4


def test_saving_a_page_as_it_is_changes_no_moment(owner):
    save(owner, starts_at_0="2026-05-01", starts_at_1="09:30")
    coupon = Coupon.objects.get()
    owner.post(page_of(coupon), GOOD | {"code": "SPRING", "starts_at_0": "2026-05-01", "starts_at_1": "09:30"})
    log = owner.get(reverse("admin:checkout_coupon_history", args=[coupon.pk])).context["action_list"]
    assert [str(entry.get_change_message()) for entry in log][-1] == "No fields changed."
    assert Coupon.objects.get().starts_at == coupon.starts_at


def test_the_limit_is_not_below_what_was_used(owner):
    coupon = CouponFactory(code="SPRING", used=3, limit=5)
    assert errors(owner.post(page_of(coupon), GOOD | {"limit": "2"})) == {"limit": ["It was used 3 times already."]}


@pytest.mark.parametrize(
    ("fields", "word"),
    [
        ({}, "Valid"),
        ({"active": False}, "Switched off"),
        ({"limit": 2, "used": 2}, "Used up"),
        ({"ends_at": datetime(2026, 3, 1, 9, tzinfo=UTC)}, "Over since Sun 1 March, 10:00"),
        ({"starts_at": datetime(2126, 3, 1, 9, tzinfo=UTC)}, "Valid from Fri 1 March 2126, 10:00"),
        ({"ends_at": datetime(2126, 3, 1, 9, tzinfo=UTC)}, "Valid until Fri 1 March 2126, 10:00"),
    ],
)
def test_the_list_says_in_words_how_it_stands(owner, fields, word):
    CouponFactory(**fields)
    page = owner.get(LIST).content.decode().replace("\u00a0", " ")
    assert page.count(f"{word}</") == 1


def test_the_list_says_what_it_takes_off_and_how_often_it_was_used(owner):
    CouponFactory(code="A", percent=Decimal("12.50"), limit=10, used=3)
    CouponFactory(code="B", percent=None, amount=Decimal(5))
    page = owner.get(LIST).content.decode().replace("\u00a0", " ")
    assert [page.count(words) for words in (">12.5 %<", ">3 of 10<", ">€5.00<")] == [1, 1, 1]


def test_the_uses_lead_to_their_orders(owner):
    coupon = CouponFactory()
    order = OrderFactory()
    CouponUseFactory(coupon=coupon, checkout=order.checkout)
    CouponUseFactory(coupon=coupon, checkout__completed_at=None)
    CouponUseFactory(coupon=coupon, released_at=timezone.now())
    page = owner.get(page_of(coupon)).content.decode()
    assert [page.count(words) for words in (f"order {order.number}</a>", "not paid yet", "free again<")] == [1, 1, 1]


def test_one_that_was_used_is_switched_off_not_deleted(owner):
    used, unused = CouponUseFactory().coupon, CouponFactory()
    assert owner.get(page_of(used)).content.decode().count("switch it off instead") == 1
    deletes = [owner.post(f"{page_of(each)[:-8]}/delete/", {"post": "yes"}).status_code for each in (used, unused)]
    assert (deletes, list(Coupon.objects.all())) == ([403, 302], [used])
    owner.post(LIST, {"action": "switch_off", "_selected_action": [used.pk]})
    used.refresh_from_db()
    assert used.active is False


def test_the_list_asks_the_same_however_many_there_are(owner, django_assert_num_queries):
    CouponFactory()
    owner.get(LIST)
    with django_assert_num_queries(6):
        owner.get(LIST)
    CouponFactory.create_batch(5)
    with django_assert_num_queries(6):
        owner.get(LIST)
