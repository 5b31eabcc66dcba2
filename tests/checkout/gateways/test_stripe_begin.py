"""What Stripe is told of a payment, and that asking again is the same request."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from checkout.gateways import GatewayRefused, GatewayUnavailable, gateway
from tests.checkout.gateways.begun import CANCEL_URL, RETURN_URL, begin, new, started

pytestmark = pytest.mark.django_db


def test_all_that_is_told_is_the_sum_the_name_and_the_way_back(stripe):
    payment = new()
    begin(payment)
    (_, _, sent), key = stripe.asked[0], f"{payment.idempotency_key}:{payment.created_at.timestamp():.0f}"
    del sent["expires_at"]
    price = {"currency": "eur", "unit_amount": "4000", "product_data": {"name": "Deep tissue massage"}}
    intent = {"capture_method": "automatic", "description": "Deep tissue massage", "metadata": {"daybook": key}}
    assert sent == {
        "mode": "payment",
        "line_items": {"0": {"quantity": "1", "price_data": price}},
        "payment_intent_data": intent,
        "adaptive_pricing": {"enabled": "false"},
        "client_reference_id": key,
        "metadata": {"daybook": key},
        "success_url": RETURN_URL,
        "cancel_url": CANCEL_URL,
    }


def test_what_waits_for_approval_is_only_reserved(stripe):
    started(capture_later=True)
    assert stripe.asked[0][2]["payment_intent_data"]["capture_method"] == "manual"


@pytest.mark.parametrize(("minutes", "ends_after"), [(-1, 60), (15, 60), (60, 60), (61, 90), (3000, 23 * 60 + 30)])
def test_the_page_ends_as_near_as_stripe_allows(stripe, minutes, ends_after):
    payment = new()
    begin(payment, payment.created_at + timedelta(minutes=minutes))
    ends = int(stripe.asked[0][2]["expires_at"])
    assert ends == int((payment.created_at + timedelta(minutes=ends_after)).timestamp())


def test_an_answer_that_was_lost_is_asked_for_again_minutes_later(stripe):
    payment = new()
    stripe.faults.order("lost")
    with pytest.raises(GatewayUnavailable):
        begin(payment)
    with time_machine.travel(timezone.now() + timedelta(minutes=20)):
        begun = begin(payment)
    assert [row["id"] for row in stripe.account.all_of("checkout.session")] == [begun.provider_id]


def test_half_an_hour_later_it_is_another_page_under_another_key(stripe):
    payment = new()
    begin(payment)
    later = timezone.now() + timedelta(minutes=31)
    with time_machine.travel(later), pytest.raises(GatewayRefused, match="idempotent"):
        begin(payment)


def test_a_failure_that_stripe_keeps_with_the_key_is_a_no(stripe):
    payment = new()
    stripe.faults.order("500")
    with pytest.raises(GatewayUnavailable, match="500"):
        begin(payment)
    with pytest.raises(GatewayRefused, match="500"):
        begin(payment)


def test_an_emptied_databases_first_payment_is_not_the_one_before(stripe):
    payment = new()
    before = begin(payment)
    payment.created_at += timedelta(seconds=5)
    assert begin(payment).provider_id != before.provider_id


def test_the_origin_of_the_page_is_stripes_own():
    assert gateway("stripe").origin == "https://checkout.stripe.com"
