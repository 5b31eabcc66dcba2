"""A notice that comes while somebody else holds the rows is asked for again."""

import pytest
from django.db import connections

from checkout.models import Payment, PaymentState, WebhookEvent
from tests.checkout.operations.steps import begun, opened
from tests.checkout.views.test_webhook import notify

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_lock_that_lasts_is_answered_with_503_and_nothing_is_stored(sandbox_online):
    checkout, _ = opened()
    payment = begun(checkout)
    sandbox_online.choose(payment, "pay")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute('SELECT 1 FROM "checkout_checkout" FOR UPDATE')
        assert notify(payment.provider_id).status_code == 503
    finally:
        other.close()
    payment.refresh_from_db()
    assert (payment.state, WebhookEvent.objects.count()) == (PaymentState.PROCESSING, 0)
    assert notify(payment.provider_id).status_code == 200
    assert Payment.objects.get().state == PaymentState.CAPTURED
