"""A notice that comes while somebody else holds the rows waits for them."""

import pytest
from django.db import connections
from django.utils import timezone

from checkout.models import Payment, PaymentState, WebhookEvent
from checkout.operations import notices
from tests.checkout.operations.steps import begun, opened
from tests.checkout.views.test_webhook import notify

pytestmark = pytest.mark.django_db(transaction=True)


def test_under_a_lock_that_lasts_it_is_kept_and_has_its_effect_afterwards(sandbox_online):
    checkout, _ = opened()
    payment = begun(checkout)
    sandbox_online.choose(payment, "pay")
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute('SELECT 1 FROM "checkout_checkout" FOR UPDATE')
        assert notify(payment.provider_id).status_code == 200
    finally:
        other.close()
    payment.refresh_from_db()
    kept = WebhookEvent.objects.get()
    assert (payment.state, kept.handled_at) == (PaymentState.PROCESSING, None)
    notices.handle_notice(kept, now=timezone.now())
    assert Payment.objects.get().state == PaymentState.CAPTURED
