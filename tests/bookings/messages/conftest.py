import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone

from bookings.models import Channel, MessageKind
from tests.bookings.messages.smtp import listening
from tests.factories import BookingFactory, MessageFactory

MOBILE = "+34612345678"


@pytest.fixture(autouse=True)
def pages(settings):
    settings.ROOT_URLCONF = "tests.bookings.messages.pages"


@pytest.fixture
def texts(settings, tmp_path):
    """What the gateway was called with so far: a function."""
    settings.SMS_BACKEND, settings.SMS_FILE = "file", str(tmp_path / "sms.jsonl")

    def sent():
        file = Path(settings.SMS_FILE)
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    return sent


@pytest.fixture
def smtp(settings):
    """A mail server that listens and answers as told."""
    with listening() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.server_address[1]
        settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
        settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
        settings.EMAIL_TIMEOUT = 1
        yield server


@pytest.fixture
def reminder():
    """reminder(): a text that is due now, for a confirmed booking that starts in a little less than 24 hours."""

    def make(**kwargs):
        start = timezone.now() + timedelta(hours=24, minutes=-1)
        booking = kwargs.pop("booking", None) or BookingFactory(
            confirmed=True,
            starts_at=start,
            ends_at=start + timedelta(hours=1),
            phone=MOBILE,
            send_sms_reminder=True,
        )
        values = {
            "kind": MessageKind.REMINDER,
            "channel": Channel.SMS,
            "recipient": MOBILE,
            "due_at": start - timedelta(hours=24),
        }
        return MessageFactory(**values | {"booking": booking, "for_start": booking.starts_at} | kwargs)

    return make
