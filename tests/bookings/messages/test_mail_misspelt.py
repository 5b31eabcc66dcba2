"""A mail backend that does not exist: nothing has left, and it leaves when the setting is put right."""

import pytest
from django.utils import timezone

from bookings import messages
from bookings.models import MessageState
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("backend", ["anymail.backends.postmrak.EmailBackend", "config.checks.EmailBackend", "smtp"])
def test_its_mail_waits(settings, backend):
    settings.EMAIL_BACKEND = backend
    message = MessageFactory(booking=BookingFactory(confirmed=True))
    messages.deliver(message.pk, timezone.now())
    message.refresh_from_db()
    assert (message.state, message.reason) == (MessageState.PLANNED, "sending mail is not set up")
