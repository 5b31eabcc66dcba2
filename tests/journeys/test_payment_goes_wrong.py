"""S2 to S6: declined, left, late, twice, and lost to somebody else."""

import pytest
from playwright.sync_api import expect

from bookings.lifecycle import expire_checkout
from bookings.models import Alert
from checkout.models import Order, Payment, SandboxEvent
from tests.bookings.making import create, decide, pay
from tests.factories import hour
from tests.journeys.customer import Customer
from tests.journeys.shop import a_day, open_shop, paid_online, status
from tests.races.worker import wait_until

pytestmark = pytest.mark.browser


@pytest.fixture
def booking(customer):
    """On its payment page."""
    return customer.book(paid_online(), a_day(), "10:00")


def test_a_declined_card_can_be_tried_again(booking, customer):
    customer.go_to_provider()
    customer.at_provider("Decline the payment")
    customer.page.wait_for_url("**/checkout/pay/**")
    customer.go_to_provider()
    customer.at_provider("Pay €40.00")
    expect(customer.ticket).to_be_visible()
    assert [payment.state for payment in Payment.objects.order_by("number")] == ["failed", "captured"]
    assert status(booking) == "confirmed"


def test_a_payment_that_was_left_is_found_again_by_the_same_time_in_another_tab(customer):
    service = paid_online()
    other = Customer(customer.page.context.new_page(), script=customer.script)
    other.page.goto(service.get_absolute_url())
    other.choose_day(a_day())
    other.choose_time("10:00")
    customer.book(service, a_day(), "10:00")
    customer.go_to_provider()
    customer.at_provider("Go back without paying")
    expect(customer.page.locator("#pay")).to_be_visible()
    other.go_on()
    other.page.wait_for_url("**/checkout/pay/**")
    other.go_to_provider()
    other.at_provider("Pay €40.00")
    expect(other.ticket).to_be_visible()
    assert service.bookings.count() == 1


def test_money_that_arrives_after_the_end_goes_back_and_the_page_says_so(booking, customer):
    customer.go_to_provider()
    booking.refresh_from_db()
    assert expire_checkout(booking, now=booking.checkout_expires_at)
    customer.at_provider("Pay €40.00")
    customer.page.wait_for_url("**/booking/**")
    assert wait_until(lambda: Payment.objects.get().state == "refunded")
    customer.page.reload()
    assert status(booking) == "declined"
    expect(customer.page.locator("main")).to_contain_text("€40.00")
    expect(customer.page.get_by_role("heading", name="Other times near it")).to_be_visible()


def test_the_provider_telling_twice_makes_one_order(booking, customer):
    customer.go_to_provider()
    customer.at_provider("Pay, notice sent twice")
    expect(customer.ticket).to_be_visible()
    assert wait_until(lambda: SandboxEvent.objects.exclude(delivered_at=None).count() == 2)
    assert (Order.objects.count(), Payment.objects.count()) == (1, 1)
    assert booking.events.filter(after__status="confirmed").count() == 1


def test_two_pay_for_the_last_place_and_the_second_is_for_the_owner_to_solve(customer):
    service = paid_online()
    open_shop(hold_minutes=0)
    second = customer.book(service, a_day(), "10:00")
    customer.go_to_provider()
    first = create(service, hour("10:00", a_day()), email="first@example.com")
    pay(first)
    decide(first, "paid")
    customer.at_provider("Pay €40.00")
    expect(customer.ticket).to_be_visible()
    assert (status(first), status(second)) == ("confirmed", "confirmed")
    assert second.double_booked
    assert Alert.objects.filter(kind="double_booked", booking=second).exists()


def test_an_unpaid_loser_hears_it_in_plain_words(visit, script):
    loser, service = visit(script=script, provoking=True), paid_online(pay_in_person=True)
    open_shop(hold_minutes=0)
    loser.book(service, a_day(), "10:00")
    decide(create(service, hour("10:00", a_day()), email="first@example.com"), "not_paid")
    loser.pay_in_person()
    expect(loser.page.locator("main")).to_contain_text("Somebody else had this time a moment earlier.")
    expect(loser.page.get_by_role("heading", name="Other times near it")).to_be_visible()
