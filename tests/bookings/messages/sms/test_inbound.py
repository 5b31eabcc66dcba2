"""What customers answer to a text."""

import pytest

from bookings.models import OptOut
from tests.bookings.messages.sms.notices import INBOUND, post, use_twilio

pytestmark = pytest.mark.django_db
MOBILE = "+34612345678"


@pytest.fixture(autouse=True)
def _twilio(settings):
    use_twilio(settings)
    settings.ROOT_URLCONF, settings.ALLOWED_HOSTS = "config.urls", ["book.example.com"]


def answer(client, text, phone=MOBILE):
    return post(client, INBOUND, {"From": phone, "To": "+12025550199", "Body": text, "MessageSid": "SM9"})


def test_stop_is_kept_and_answered_by_nothing(client):
    response = answer(client, "Stop")
    assert (response.status_code, response["Content-Type"]) == (200, "text/xml; charset=utf-8")
    assert response.content == b'<?xml version="1.0" encoding="UTF-8"?><Response></Response>'
    assert [str(row.phone) for row in OptOut.objects.all()] == [MOBILE]


def test_start_ends_it(client):
    answer(client, "STOP")
    answer(client, "START")
    assert OptOut.objects.filter(resumed_at=None).count() == 0


@pytest.mark.parametrize(
    "phone", ["", "612345678", "+0123456789", "whatsapp:+34612345678", "+34612345678\n", "+1" * 90]
)
def test_what_is_no_number_is_nobody(client, phone):
    assert answer(client, "STOP", phone).status_code == 200
    assert OptOut.objects.count() == 0


@pytest.mark.parametrize("text", ["Is there parking", "\x00", "🎉" * 400])
def test_nothing_else_is_kept_or_logged(client, caplog, text):
    answer(client, text)
    assert (OptOut.objects.count(), caplog.text) == (0, "")
