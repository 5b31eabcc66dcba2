"""A notice of Stripe's is read only when it is signed with one of our secrets, lately, at a size that is sane."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from checkout.gateways import BadWebhook, Notice, gateway
from tests.checkout.gateways.stripe_events import event, signature

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECRET = "whsec_one"
SESSION = {"id": "cs_1", "object": "checkout.session", "payment_intent": "pi_1"}
BODY = json.dumps(event("checkout.session.completed", SESSION, "evt_1")).encode()


@pytest.fixture(autouse=True)
def _secret(settings):
    settings.STRIPE_WEBHOOK_SECRET = [SECRET]


def read(body: bytes = BODY, *, signed: bytes | None = None, age=timedelta(0), header="Stripe-Signature", by=SECRET):
    sent_at = (NOW - age).timestamp()
    headers = {header: signature(body if signed is None else signed, by, sent_at)}
    return gateway("stripe").read_webhook(body, headers, NOW)


def test_a_signed_notice_is_read():
    assert read() == Notice("evt_1", "checkout.session.completed", "cs_1")


@pytest.mark.parametrize(
    ("told", "about"),
    [
        ({"object": "payment_intent", "id": "pi_1"}, "pi_1"),
        ({"object": "charge", "id": "ch_1", "payment_intent": "pi_1"}, "pi_1"),
        ({"object": "dispute", "id": "du_1", "payment_intent": "pi_1"}, "pi_1"),
        ({"object": "refund", "id": "re_1", "payment_intent": {"id": "pi_1"}}, "pi_1"),
        ({"object": "charge", "id": "ch_1", "payment_intent": None}, ""),
        ({"object": "payout", "id": "po_1"}, ""),
    ],
)
def test_a_notice_is_about_its_page_or_its_money_or_no_payment(told, about):
    assert read(json.dumps(event("any.thing", told)).encode()).provider_id == about


def test_the_headers_name_is_read_in_any_case():
    assert read(header="STRIPE-SIGNATURE").event_id == "evt_1"


@pytest.mark.parametrize("seconds", [300, -300])
def test_five_minutes_off_is_believed(seconds):
    assert read(age=timedelta(seconds=seconds)).event_id == "evt_1"


@pytest.mark.parametrize("seconds", [301, -301, 10**9])
def test_more_is_stale(seconds):
    with pytest.raises(BadWebhook, match="stale"):
        read(age=timedelta(seconds=seconds))


def test_either_of_two_secrets_is_believed_while_one_is_replaced(settings):
    settings.STRIPE_WEBHOOK_SECRET = ["whsec_new", f" {SECRET}"]
    assert read().event_id == read(by="whsec_new").event_id == "evt_1"


@pytest.mark.parametrize("secrets", [[], [""], ["whsec_other"]])
def test_without_the_secret_nothing_is_believed(settings, secrets):
    settings.STRIPE_WEBHOOK_SECRET = secrets
    with pytest.raises(BadWebhook, match="somebody else"):
        read()
    with pytest.raises(BadWebhook, match="somebody else"):
        read(by="")


def test_an_altered_body_is_not_believed():
    with pytest.raises(BadWebhook, match="somebody else"):
        read(BODY.replace(b"cs_1", b"cs_2"), signed=BODY)


def test_an_altered_time_is_not_believed():
    old = signature(BODY, SECRET, NOW.timestamp() - 400).partition(",")[2]
    with pytest.raises(BadWebhook, match="somebody else"):
        gateway("stripe").read_webhook(BODY, {"Stripe-Signature": f"t={int(NOW.timestamp())},{old}"}, NOW)


def test_one_of_several_signatures_is_enough():
    right = signature(BODY, SECRET, NOW.timestamp())
    headers = {"Stripe-Signature": f"{right},v1={'0' * 64},v0={'1' * 64}"}
    assert gateway("stripe").read_webhook(BODY, headers, NOW).event_id == "evt_1"


def test_the_test_scheme_is_not_believed():
    headers = {"Stripe-Signature": signature(BODY, SECRET, NOW.timestamp()).replace("v1=", "v0=")}
    with pytest.raises(BadWebhook, match="somebody else"):
        gateway("stripe").read_webhook(BODY, headers, NOW)


@pytest.mark.parametrize("header", ["", "t=1", "v1=00", "t=x,v1=00", "t=1,v1=é", "é", "t=1=2,v1=0", ",,,", "t=,v1="])
def test_an_unreadable_signature_is_none(header):
    with pytest.raises(BadWebhook, match="not signed"):
        gateway("stripe").read_webhook(BODY, {"Stripe-Signature": header}, NOW)


def test_no_signature_is_none():
    with pytest.raises(BadWebhook, match="not signed"):
        gateway("stripe").read_webhook(BODY, {}, NOW)


def test_a_quarter_of_a_megabyte_is_the_most():
    padded = BODY + b" " * (256 * 1024 - len(BODY))
    assert read(padded).event_id == "evt_1"
    with pytest.raises(BadWebhook, match="too long"):
        read(padded + b" ")


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"null",
        b"[]",
        b'"text"',
        b"{}",
        b'{"id": "e", "type": "x", "data": 3}',
        b'{"id": "e", "type": "x", "data": {"object": []}}',
        b'{"id": 1, "type": "x", "data": {"object": {"object": "payout"}}}',
        b'{"id": "e", "type": "x", "data": {"object": {"object": "payment_intent", "id": 3}}}',
        b'{"id": "e", "type": "x", "data": {"object": {"object": [], "payment_intent": ["pi"]}}}',
        b"[" * 100_000,
    ],
)
def test_a_signed_body_that_makes_no_sense_is_bad(body):
    with pytest.raises(BadWebhook, match="unreadable"):
        read(body)


def test_a_body_that_is_no_text_is_bad():
    headers = {"Stripe-Signature": signature(b"\xff", SECRET, NOW.timestamp())}
    with pytest.raises(BadWebhook, match="unreadable"):
        gateway("stripe").read_webhook(b"\xff", headers, NOW)
