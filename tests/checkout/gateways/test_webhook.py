"""A notice is read only when the provider signed it lately, at a size that is sane, in words that are known."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from checkout.gateways import BadWebhook, Notice, gateway
from checkout.sandbox import keys

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
BODY = json.dumps({"id": "evt_1", "type": "payment.captured", "payment": {"id": "p1"}}).encode()


def read(
    body: bytes = BODY, *, signed: bytes | None = None, age: timedelta = timedelta(0), header="Sandbox-Signature"
):
    sent_at = int((NOW - age).timestamp())
    signature = keys.signature(body if signed is None else signed, sent_at)
    return gateway("sandbox").read_webhook(body, {header: f"t={sent_at},v1={signature}"}, NOW)


def test_a_signed_notice_is_read():
    assert read() == Notice("evt_1", "payment.captured", "p1")


def test_the_headers_name_is_read_in_any_case():
    assert read(header="SANDBOX-SIGNATURE").event_id == "evt_1"


@pytest.mark.parametrize("seconds", [300, -300])
def test_five_minutes_off_is_believed(seconds):
    assert read(age=timedelta(seconds=seconds)).event_id == "evt_1"


@pytest.mark.parametrize("seconds", [301, -301])
def test_more_is_stale(seconds):
    with pytest.raises(BadWebhook, match="stale"):
        read(age=timedelta(seconds=seconds))


def test_an_altered_body_is_not_believed():
    with pytest.raises(BadWebhook, match="somebody else"):
        read(BODY.replace(b"p1", b"p2"), signed=BODY)


def test_an_altered_time_is_not_believed():
    sent_at = int(NOW.timestamp())
    headers = {"Sandbox-Signature": f"t={sent_at},v1={keys.signature(BODY, sent_at - 400)}"}
    with pytest.raises(BadWebhook, match="somebody else"):
        gateway("sandbox").read_webhook(BODY, headers, NOW)


def test_another_secret_is_not_believed(settings):
    signature = keys.signature(BODY, int(NOW.timestamp()))
    settings.SECRET_KEY = "another-secret-another-secret-another"
    with pytest.raises(BadWebhook, match="somebody else"):
        gateway("sandbox").read_webhook(BODY, {"Sandbox-Signature": f"t={int(NOW.timestamp())},v1={signature}"}, NOW)


def test_a_secret_that_is_being_retired_is_still_believed(settings):
    headers = {"Sandbox-Signature": f"t={int(NOW.timestamp())},v1={keys.signature(BODY, int(NOW.timestamp()))}"}
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "another-secret-another-secret-another"
    assert gateway("sandbox").read_webhook(BODY, headers, NOW).event_id == "evt_1"


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=" + "0" * 64, "t=1,v1=é" + "0" * 63])
def test_an_unreadable_signature_is_none(header):
    with pytest.raises(BadWebhook, match="not signed"):
        gateway("sandbox").read_webhook(BODY, {"Sandbox-Signature": header}, NOW)


def test_no_signature_is_none():
    with pytest.raises(BadWebhook, match="not signed"):
        gateway("sandbox").read_webhook(BODY, {}, NOW)


def test_a_quarter_of_a_megabyte_is_the_most():
    padded = BODY + b" " * (256 * 1024 - len(BODY))
    assert read(padded).event_id == "evt_1"
    with pytest.raises(BadWebhook, match="too long"):
        read(padded + b" ")


@pytest.mark.parametrize(
    "body", [b"", b"{", b"\xff", b"null", b"[]", b'"text"', b"{}", b'{"id":1,"type":"x","payment":3}', b"[" * 100_000]
)
def test_a_signed_body_that_makes_no_sense_is_bad(body):
    with pytest.raises(BadWebhook, match="unreadable"):
        read(body)
