"""What Twilio's answers mean for us: sent, known not sent, or unknown."""

import base64
import socket

import pytest
from urllib3.util import connection

from bookings.messages.sms import SmsRefused, SmsUnknown, twilio
from bookings.messages.sms.twilio import TwilioGateway
from bookings.models import OptOut
from tests.bookings.messages.sms.provider import listening


@pytest.fixture
def provider():
    with listening() as server:
        yield server


def send(url, to="+34612345678"):
    return TwilioGateway(url, "AC1", "secret", "+12025550199").send(to, "Hello", "message-1")


def test_it_posts_a_form_with_our_key(provider):
    assert send(provider.url).id == "SM1"
    path, authorization, body = provider.requests[0]
    assert path == "/2010-04-01/Accounts/AC1/Messages.json"
    assert authorization == "Basic " + base64.b64encode(b"AC1:secret").decode()
    assert body == {"To": "+34612345678", "From": "+12025550199", "Body": "Hello"}


@pytest.mark.parametrize(
    ("status", "answer", "permanent", "reason"),
    [
        (400, {"code": 21211}, True, "the provider says that this is not a phone number"),
        (400, {"code": 21617}, True, "the provider refused it (21617)"),
        (400, b"not json", True, "the provider refused it (400)"),
        (401, {"code": 20003}, False, "the provider refused it (20003)"),
        (404, {}, False, "the provider refused it (404)"),
        (429, {"code": 20429}, False, "the provider refused it (20429)"),
        (302, {}, False, "the provider refused it (302)"),
    ],
)
def test_a_refusal_is_known_not_sent(provider, status, answer, permanent, reason):
    provider.status, provider.answer = status, answer
    with pytest.raises(SmsRefused) as caught:
        send(provider.url)
    assert (caught.value.permanent, str(caught.value)) == (permanent, reason)


@pytest.mark.django_db
def test_that_the_customer_answered_stop_is_kept_once(provider):
    provider.status, provider.answer = 400, {"code": 21610}
    for _ in range(2):
        with pytest.raises(SmsRefused, match="the customer answered STOP") as caught:
            send(provider.url)
    assert caught.value.permanent
    assert list(OptOut.objects.values_list("phone", "resumed_at")) == [("+34612345678", None)]


def test_the_reason_does_not_repeat_the_number(provider):
    provider.status, provider.answer = 400, {"code": 21408, "message": "Not for +34612345678"}
    with pytest.raises(SmsRefused) as caught:
        send(provider.url)
    assert str(caught.value) == "the provider refused it (21408)"


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_servers_error_is_unknown(provider, status):
    provider.status = status
    with pytest.raises(SmsUnknown, match=f"the provider answered with an error \\({status}\\)"):
        send(provider.url)


def test_a_connection_that_breaks_after_the_request_is_unknown(provider):
    provider.status = 0
    with pytest.raises(SmsUnknown):
        send(provider.url)
    assert len(provider.requests) == 1


def test_no_answer_in_time_is_unknown(provider, monkeypatch):
    monkeypatch.setattr(twilio, "TIMEOUT_SECONDS", twilio.CONNECT_SECONDS + 0.1)
    provider.wait = 0.4
    with pytest.raises(SmsUnknown):
        send(provider.url)


def test_nobody_listening_is_known_not_sent():
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        with pytest.raises(SmsRefused) as caught:
            send(f"http://127.0.0.1:{unused.getsockname()[1]}")
    assert not caught.value.permanent


@pytest.mark.parametrize("error", [TimeoutError(), socket.gaierror("no such name")])
def test_a_provider_out_of_reach_is_known_not_sent(monkeypatch, error):
    def refuse(*args, **kwargs):
        raise error

    monkeypatch.setattr(connection, "create_connection", refuse)
    with pytest.raises(SmsRefused) as caught:
        send("http://provider.example")
    assert not caught.value.permanent


def test_accepted_without_a_name_is_sent(provider):
    provider.answer = b"accepted"
    assert send(provider.url).id == ""
