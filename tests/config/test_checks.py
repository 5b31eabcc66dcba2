"""`manage.py check --deploy` names what is not for the public, each with what to do about it."""

import pytest
from django.core.checks import run_checks

from checkout.gateways import GATEWAYS
from config.checks import CHECKS_OF_GATEWAYS, warn_of_sandbox
from tests.config.launcher import manage

SANDBOX = "The payment provider is the sandbox: customers book what costs money and nobody pays."
TWILIO = {"SMS_BACKEND": "twilio", "TWILIO_ACCOUNT_SID": "a", "TWILIO_AUTH_TOKEN": "b", "TWILIO_FROM": "+34910123456"}
STRIPE = {"PAYMENT_GATEWAY": "stripe", "STRIPE_SECRET_KEY": "sk_live_1", "STRIPE_WEBHOOK_SECRET": ["whsec_1"]}


@pytest.fixture
def site(settings, monkeypatch):
    """site(SMS_BACKEND="console"): an exemplary site but for that."""
    monkeypatch.setenv("DATABASE_URL", "postgres://db.example/daybook")
    monkeypatch.setenv("REDIS_URL", "redis://redis.example")

    def site(**changes):
        example = {"DEBUG": False, "SITE_URL": "https://book.example.com", "PAYMENT_GATEWAY": "offline", **TWILIO}
        mail = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
        for name, value in (example | mail | changes).items():
            setattr(settings, name, value)
        monkeypatch.setenv("SITE_URL", settings.SITE_URL)

    site()
    return site


def found():
    messages = run_checks(include_deployment_checks=True)
    assert all(message.hint for message in messages if message.id.startswith("daybook."))
    return [message.id for message in messages if message.id.startswith("daybook.")]


def test_a_site_in_order_has_nothing_to_hear(site):
    assert found() == []


def test_a_site_in_development_is_asked_nothing(site):
    site(DEBUG=True, SITE_URL="http://127.0.0.1:8000", PAYMENT_GATEWAY="sandbox", SMS_BACKEND="console")
    assert found() == []


@pytest.mark.parametrize(
    ("change", "ids"),
    [
        ({"SITE_URL": "http://127.0.0.1:8000"}, ["daybook.W002"]),
        ({"SITE_URL": "https://localhost"}, ["daybook.W002"]),
        ({"SITE_URL": "http://book.example.com"}, ["daybook.W003"]),
        ({"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}, ["daybook.W006"]),
        ({"TWILIO_AUTH_TOKEN": ""}, ["daybook.E007"]),
        ({"SMS_BACKEND": "pigeon"}, ["daybook.E007"]),
        ({"SMS_BACKEND": "console"}, ["daybook.W008"]),
        ({"SMS_BACKEND": "file"}, ["daybook.W008"]),
        ({"PAYMENT_GATEWAY": "sandbox"}, ["daybook.E009"]),
        ({"PAYMENT_GATEWAY": "barter"}, ["daybook.E012"]),
        (STRIPE, []),
        (STRIPE | {"STRIPE_SECRET_KEY": ""}, ["daybook.E013"]),
        (STRIPE | {"STRIPE_SECRET_KEY": "sk_test_1"}, ["daybook.W014"]),
        (STRIPE | {"STRIPE_SECRET_KEY": "rk_live_1"}, []),
        (STRIPE | {"STRIPE_SECRET_KEY": "pk_live_1"}, ["daybook.E016"]),
        (STRIPE | {"STRIPE_WEBHOOK_SECRET": []}, ["daybook.E015"]),
        (STRIPE | {"STRIPE_WEBHOOK_SECRET": ["whsec_1", "whsec_2"]}, []),
        (STRIPE | {"STRIPE_WEBHOOK_SECRET": ["whsec_1", "we_1"]}, ["daybook.E017"]),
    ],
)
def test_what_is_not_for_the_public_is_named(site, change, ids):
    site(**change)
    assert found() == ids


def test_each_payment_provider_has_a_check_or_needs_no_keys():
    assert set(CHECKS_OF_GATEWAYS) == set(GATEWAYS)
    assert [name for name, check in CHECKS_OF_GATEWAYS.items() if check is None] == ["offline"]


@pytest.mark.parametrize(
    ("key", "secrets", "read"),
    [
        (" sk_live_1\n", " whsec_1 , whsec_2,\n", "sk_live_1 ['whsec_1', 'whsec_2']\n"),
        (" ", " , ", " []\n"),
    ],
)
def test_what_was_pasted_around_stripes_keys_is_left_out(key, secrets, read):
    code = "from config import settings as s; print(s.STRIPE_SECRET_KEY, s.STRIPE_WEBHOOK_SECRET)"
    given = {"DEBUG": "1", "SECRET_KEY": "x" * 50, "STRIPE_SECRET_KEY": key, "STRIPE_WEBHOOK_SECRET": secrets}
    servers = {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
    result = manage("shell", "--no-imports", "-c", code, **given, **servers)
    assert (result.stdout, result.stderr) == (read, "")


@pytest.mark.parametrize(("name", "number"), [("SITE_URL", "W001"), ("DATABASE_URL", "W004"), ("REDIS_URL", "W005")])
def test_what_is_not_given_is_named(site, monkeypatch, name, number):
    monkeypatch.delenv(name)
    assert found() == [f"daybook.{number}"]


@pytest.mark.parametrize(
    ("process", "hosts", "said"),
    [
        ("web", ["book.example.com"], [SANDBOX]),
        ("web", ["127.0.0.1", "localhost", "[::1]"], []),
        ("worker", ["book.example.com"], []),
    ],
)
def test_web_warns_of_a_sandbox_that_others_can_reach(site, settings, caplog, process, hosts, said):
    site(PAYMENT_GATEWAY="sandbox", PROCESS=process, ALLOWED_HOSTS=hosts)
    warn_of_sandbox()
    assert caplog.messages == said
