"""A coupon's code on the payment page: the sums follow, and nobody pays an amount that was not shown."""

import re
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from bookings import links
from checkout.models import Payment
from tests.checkout.operations.steps import online_service
from tests.checkout.walk import choose, paying_for, seen, token_in, words
from tests.factories import CouponFactory

pytestmark = pytest.mark.django_db
CODE = "SPRING"


@pytest.fixture
def coupon():
    return CouponFactory(code=CODE)


@pytest.fixture
def waiting(client, sandbox_online):
    """The payment page of 55 with a deposit of 20, and where its code goes."""
    _, url = paying_for(client, online_service())
    return url, reverse("checkout:coupon", args=[token_in(url)])


def button(response) -> str:
    return re.search(r'class="btn go" type="submit"[^>]*>([^<]+)<', words(response))[1]


def rows(response) -> list[tuple[str, str]]:
    """Of the slip and of what is due."""
    return re.findall(r"<dt>([^<]+)</dt><dd>([^<]+)</dd>", words(response))


def test_a_shop_without_coupons_asks_for_none(client, waiting):
    assert words(client.get(waiting[0])).count("Have a coupon code?") == 0


def test_the_field_waits_closed(client, waiting, coupon):
    page = words(client.get(waiting[0]))
    assert re.findall(r'<details class="coupon"( open)?>', page) == [""]


def test_the_sums_follow_and_the_way_stays_chosen(client, waiting, coupon):
    url, address = waiting
    response = client.post(address, {"code": "spring", "way": "everything"})
    assert (response.status_code, response.url) == (303, f"{url}?way=everything")
    page = client.get(response.url)
    assert button(page) == "Pay €49.50"
    assert rows(page).count(("Coupon SPRING", "−€5.50")) == 2
    assert rows(page).count(("Full price", "€55.00")) == 1
    assert rows(page).count(("Price", "€49.50")) == 1


def test_taken_off_again_the_sums_are_whole(client, waiting, coupon):
    url, address = waiting
    client.post(address, {"code": CODE})
    client.post(address, {"remove": "1"})
    page = client.get(url)
    assert (button(page), words(page).count("SPRING")) == ("Pay €20.00 deposit", 0)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("WINTER", "We don't know this code. Look for a slip of the finger."),
        ("", "Type the code."),
        ("x" * 99, "That is longer than any code of ours."),
        ("a\x00b", "Null characters are not allowed."),
    ],
)
def test_a_refusal_is_said_at_the_field_and_what_was_typed_stays(client, waiting, coupon, typed, sentence):
    response = client.post(waiting[1], {"code": typed, "way": "everything"})
    page = words(response).replace("&#x27;", "'")
    assert (response.status_code, page.count(sentence), page.count(f'value="{typed}"')) == (422, 2, 1 if typed else 0)
    assert re.findall(r'<details class="coupon"( open)?>', page) == [" open"]
    assert button(response) == "Pay €55.00"


def test_an_amount_that_came_down_meanwhile_is_shown_first(client, waiting, coupon):
    url, address = waiting
    before = seen(url, "everything")
    client.post(address, {"code": CODE})
    response = client.post(url, {"way": "everything", "seen": before})
    assert (response.status_code, button(response), Payment.objects.count()) == (422, "Pay €49.50", 0)
    assert words(response).count("The sum has changed since you opened this page.") == 1


def test_an_amount_that_went_up_meanwhile_is_shown_first(client, waiting, coupon):
    url, address = waiting
    client.post(address, {"code": CODE})
    before = seen(url, "everything")
    client.post(address, {"remove": "1"})
    response = client.post(url, {"way": "everything", "seen": before})
    assert (response.status_code, button(response), Payment.objects.count()) == (422, "Pay €55.00", 0)


def test_what_is_paid_is_what_was_shown(client, waiting, coupon):
    url, address = waiting
    client.post(address, {"code": CODE})
    choose(client, url, "everything")
    assert Payment.objects.get().amount == Decimal("49.5")


def test_a_price_of_nothing_is_booked_without_a_card(client, waiting, coupon, commits):
    url, address = waiting
    coupon.percent = Decimal(100)
    coupon.save()
    client.post(address, {"code": CODE})
    assert button(client.get(url)) == "Book it"
    with commits():
        done = choose(client, url, "free")
    manage = client.get(done.url).url
    page = client.get(manage)
    assert words(page).count("Confirmed") > 0
    assert rows(page)[-3:] == [("Full price", "€55.00"), ("Discount", "−€55.00"), ("Price", "Free")]


def test_the_booking_shows_the_full_price_and_what_was_taken_off(client, waiting, coupon, sandbox_online, commits):
    url, address = waiting
    client.post(address, {"code": CODE})
    choose(client, url, "everything")
    sandbox_online.choose(Payment.objects.get())
    with commits():
        sandbox_online.deliver()
    manage = client.get(client.get(url).url).url
    receipt = [row for row in rows(client.get(manage)) if row[1].startswith(("€", "−"))]
    assert receipt[-4:] == [
        ("Full price", "€55.00"),
        ("Discount", "−€5.50"),
        ("Price", "€49.50"),
        ("Paid", "€49.50"),
    ]


def test_once_it_is_paid_the_code_leads_to_the_booking(client, waiting, coupon, sandbox_online, commits):
    url, address = waiting
    choose(client, url, "everything")
    sandbox_online.choose(Payment.objects.get())
    with commits():
        sandbox_online.deliver()
    booking = Payment.objects.get().checkout.bookings.get()
    response = client.post(address, {"code": CODE}, follow=True)
    assert response.redirect_chain[-1][0] == links.path(booking)
    assert booking.price == 55


def test_read_again_the_address_of_a_refusal_leads_to_the_page(client, waiting):
    url, address = waiting
    assert client.get(address).url == url


def test_codes_are_not_guessed_by_the_hundred(client, waiting, coupon):
    answers = [client.post(waiting[1], {"code": f"GUESS{number}"}).status_code for number in range(11)]
    assert answers == [422] * 10 + [429]


def test_another_site_can_not_type_one():
    foreign = Client(enforce_csrf_checks=True)
    address = reverse("checkout:coupon", args=["5f0c9f61-0000-4000-8000-000000000000"])
    assert foreign.post(address, {"code": CODE}).status_code == 403
