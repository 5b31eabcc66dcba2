"""A notice whose effect fails is counted, tried again later, and fails where somebody sees it."""

import pytest
from django.utils import timezone

from checkout.models import Payment, PaymentState, WebhookEvent
from checkout.operations.notices import handle_notice
from checkout.tasks import handle_notices
from tests.factories import PaymentFactory, WebhookEventFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def failing():
    """Its company is not known any more."""
    payment = PaymentFactory(state=PaymentState.PROCESSING)
    Payment.objects.update(gateway="nowhere")
    return WebhookEventFactory(payment=payment)


def test_what_fails_is_raised_and_has_its_next_try(failing, caplog):
    failing.refresh_from_db()
    now = timezone.now()
    with pytest.raises(LookupError):
        handle_notice(failing, now=now)
    row = WebhookEvent.objects.get()
    assert (row.handled_at, row.attempts, row.retry_at > now) == (None, 1, True)
    assert [record.exc_info is not None for record in caplog.records if record.name.endswith("notices")] == [True]


def test_the_sweep_leaves_it_until_its_next_try(failing):
    for _ in range(2):
        handle_notices()
    assert WebhookEvent.objects.get().attempts == 1
