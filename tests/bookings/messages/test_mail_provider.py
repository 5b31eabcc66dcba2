"""Mail by a provider's API: what its answers mean."""

import pytest
import responses
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone
from requests.exceptions import ConnectionError, ReadTimeout
from urllib3.exceptions import MaxRetryError, NewConnectionError

from bookings import messages
from bookings.models import MessageState
from tests.factories import BookingFactory, MessageFactory

pytestmark = pytest.mark.django_db
API = "https://api.postmarkapp.com/email"
OK = {"ErrorCode": 0, "Message": "OK", "MessageID": "b7bc2f4a", "To": "ana@example.com"}


@pytest.fixture(autouse=True)
def _postmark(settings):
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    settings.ANYMAIL = {"POSTMARK_SERVER_TOKEN": "token"}


@pytest.fixture
def api():
    with responses.RequestsMock() as mocked:
        yield mocked


def deliver(**kwargs):
    message = MessageFactory(booking=BookingFactory(confirmed=True, email="ana@example.com"), **kwargs)
    messages.deliver(message.pk, timezone.now())
    message.refresh_from_db()
    return message


def test_its_own_name_for_the_mail_is_kept(api):
    api.post(API, json=OK)
    message = deliver()
    assert (message.state, message.provider_id) == (MessageState.SENT, "b7bc2f4a")


INACTIVE = (
    "You tried to send to a recipient that has been marked as inactive. Found inactive addresses: ana@example.com.\n"
    " Inactive recipients are ones that have generated a hard bounce."
)


@pytest.mark.parametrize(
    ("status", "code", "words", "state", "reason"),
    [
        (422, 300, "Invalid", "failed", "the mail provider refused it (422)"),
        (422, 406, INACTIVE, "failed", "the mail provider does not send to this address"),
        (401, 10, "No token", "planned", "the mail provider refused it (401)"),
        (429, 1, "Slow down", "planned", "the mail provider refused it (429)"),
        (500, 1, "", "uncertain", "the mail provider gave no answer"),
    ],
)
def test_each_answer_is_told_apart(api, status, code, words, state, reason):
    api.post(API, status=status, json={"ErrorCode": code, "Message": words})
    message = deliver()
    assert (message.state, message.reason) == (state, reason)


def test_a_provider_out_of_reach_is_tried_again(api):
    refused = MaxRetryError(None, API, NewConnectionError(None, "refused"))
    api.post(API, body=ConnectionError(refused))
    message = deliver()
    assert (message.state, message.reason) == (MessageState.PLANNED, "the mail provider could not be reached")


def test_no_answer_in_time_is_never_repeated(api):
    api.post(API, body=ReadTimeout())
    assert deliver().state == MessageState.UNCERTAIN


def test_an_address_that_is_none_is_not_even_tried(settings):
    message = MessageFactory(booking=BookingFactory(confirmed=True, email="no address"))
    messages.deliver(message.pk, timezone.now())
    message.refresh_from_db()
    assert (message.state, message.reason) == ("failed", "the mail provider does not send to this address")


def test_a_provider_without_its_keys_waits_for_them(settings):
    settings.ANYMAIL = {}
    message = deliver()
    assert (message.state, message.reason) == (MessageState.PLANNED, "sending mail is not set up")


def test_a_plain_mail_server_has_no_name_of_its_own(settings):
    settings.EMAIL_BACKEND = f"{EmailBackend.__module__}.EmailBackend"
    message = deliver()
    assert message.provider_id == f"<{message.pk}.{message.booking.uuid.hex}@daybook>"
