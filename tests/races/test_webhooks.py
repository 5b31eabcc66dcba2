"""A hundred payments, each of them told twice, all at once: a hundred orders (journeys.md S6)."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db.models import Count
from django.test import Client
from django.utils import timezone

from bookings.models import Booking, BookingEvent, Message, Occupancy
from bookings.tasks import decide_waiting_bookings
from checkout.audit import audit
from checkout.models import Order, Payment, Share, WebhookEvent
from checkout.tasks import handle_notices
from services.models import Service
from tests.bookings.making import create
from tests.checkout.gateways.begun import announced, begin, new
from tests.checkout.gateways.companies import StripeCompany
from tests.checkout.gateways.stripe_events import event, signed
from tests.checkout.gateways.stripe_online import stripe_online
from tests.checkout.gateways.stripe_server import SECRET
from tests.checkout.operations.steps import online_service
from tests.factories import hour
from tests.factories.checkout import CheckoutFactory, CheckoutLineFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
PAYMENTS, PEOPLE, AT_ONCE = 100, 20, 40  # the last: of connections to the database


@pytest.fixture
def notices(settings):
    """Of a hundred payments by Stripe, for five times of twenty people: two of each, as it signs them."""
    with stripe_online(settings) as stripe:
        company, starts = (
            StripeCompany(stripe),
            [hour("09:00") + timedelta(hours=n) for n in range(PAYMENTS // PEOPLE)],
        )
        for number in range(PEOPLE):
            service = online_service()
            for start in starts:
                company.choose(begun_by(f"c{number}@example.com", service, start))
        sessions = stripe.account.all_of("checkout.session")
        yield [signed(event("checkout.session.completed", each), SECRET) for each in sessions] * 2


def begun_by(email: str, service: Service, start: datetime) -> Payment:
    """At the provider's page."""
    booking = create(service, start, email=email)
    checkout = CheckoutFactory(online=True, total=booking.price, due_now=booking.deposit)
    CheckoutLineFactory(booking=booking, checkout=checkout)
    payment = new(checkout=checkout, state="processing")
    return announced(payment, begin(payment))


def send(notice: tuple[bytes, dict[str, str]]) -> int:
    body, headers = notice
    return (
        Client().post("/checkout/webhooks/stripe/", body, content_type="application/json", headers=headers).status_code
    )


def test_two_hundred_notices_of_a_hundred_payments_make_a_hundred_orders(notices):
    answers = together([lambda notice=notice: send(notice) for notice in notices], at_once=AT_ONCE)
    assert set(answers) == {200}
    handle_notices()  # and those that waited for somebody else's lock
    decide_waiting_bookings()  # who was told to try again
    assert Counter(Payment.objects.values_list("state", flat=True)) == {"captured": PAYMENTS}
    assert Counter(Booking.objects.values_list("status", "double_booked")) == {("confirmed", False): PAYMENTS}
    made = [each.objects.count() for each in (Order, Share, WebhookEvent, Occupancy)]
    assert made == [PAYMENTS] * len(made)
    effects = BookingEvent.objects.values("booking", "kind").annotate(times=Count("pk"))
    assert {each["times"] for each in effects.filter(kind="confirmed")} == {1}
    told = Message.objects.values("kind").annotate(bookings=Count("booking", distinct=True), times=Count("pk"))
    assert {each["times"] for each in told} == {each["bookings"] for each in told} == {PAYMENTS}
    assert audit(timezone.now()) == []
