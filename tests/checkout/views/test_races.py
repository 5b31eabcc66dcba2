"""The same thing at the same instant, in real threads and transactions."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from bookings.models import Booking, Hold
from checkout.audit import audit
from checkout.gateways import GATEWAYS, Notice
from checkout.models import Checkout, Order, Payment, PaymentState, WebhookEvent
from checkout.operations.picked import checkout_token
from checkout.tasks import handle_notices
from tests.checkout.operations.steps import begun, opened, report
from tests.checkout.walk import details_url, filled, pick_of
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db(transaction=True)


def at_once(count, act):
    """What each of `count` threads got, all let go at the same moment."""
    barrier = Barrier(count)

    def run(number):
        try:
            barrier.wait()
            return act(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.mark.parametrize("held", [True, False])
def test_twenty_identical_forms_are_one_booking(held):
    pick = pick_of(ServiceFactory(), held=held)
    answers = filled()
    responses = at_once(20, lambda _: Client().post(details_url(pick), answers))
    assert {(response.status_code, response.get("Location")) for response in responses} == {
        (303, f"/checkout/done/{checkout_token(pick.token)}/")
    }
    assert (Booking.objects.count(), Checkout.objects.count(), Order.objects.count()) == (1, 1, 1)


def test_twenty_customers_for_one_time_are_one_booking_and_nineteen_sentences():
    service = ServiceFactory()
    picks = [pick_of(service, held=False) for _ in range(20)]
    statuses = at_once(20, lambda number: Client().post(details_url(picks[number]), filled()).status_code)
    assert sorted(statuses) == [303, *[409] * 19]
    assert Booking.objects.count() == 1
    assert Hold.objects.count() == 0


class Answering:
    """A company that knows any payment as captured, and reads any body as the same notice of one of them."""

    name, origin, provider_id = "answering", "http://localhost", ""

    def read_webhook(self, body, headers, now):
        return Notice("evt-1", "captured", self.provider_id)

    def look_up(self, payment):
        return report(payment, PaymentState.CAPTURED)


def test_the_same_notice_fifty_times_at_once_has_one_effect(sandbox_online, monkeypatch):
    checkout, booking = opened()
    payment = begun(checkout)
    Payment.objects.update(gateway="answering", state=PaymentState.PROCESSING)
    monkeypatch.setattr(Answering, "provider_id", payment.provider_id)
    monkeypatch.setitem(GATEWAYS, "answering", f"{__name__}.Answering")
    statuses = at_once(50, lambda _: Client().post("/checkout/webhooks/answering/").status_code)
    handle_notices()  # whatever was told to try again
    booking.refresh_from_db()
    assert set(statuses) == {200}
    assert (booking.status, booking.amount_paid, Order.objects.count()) == ("confirmed", 20, 1)
    assert (WebhookEvent.objects.count(), booking.messages.filter(kind="confirmed").count()) == (1, 1)
    assert audit(timezone.now()) == []
