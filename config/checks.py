"""What `manage.py check --deploy` says of a site that is open to others but not ready for them (README, Deploy it)."""

import logging
import os
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import get_connection

from bookings.messages import sms
from checkout.gateways import GATEWAYS
from checkout.models import OFFLINE

logger = logging.getLogger(__name__)
_LOOPBACK = {"localhost", "127.0.0.1", "::1"}
_NOBODY_GETS = ("console", "dummy", "filebased", "locmem")
_SANDBOX = "The payment provider is the sandbox: customers book what costs money and nobody pays."
_STRIPE_ACCOUNT_HINT = "Set it to the secret or restricted key of your account, sk_live_... or rk_live_..."
_STRIPE_WEBHOOK_HINT = "Set it to the secret of the webhook at /checkout/webhooks/stripe/, whsec_..."


def deployment(app_configs: Any, **options: Any) -> list[CheckMessage]:
    """For Django's checks, with `deploy=True`. A site in development (DEBUG=1) is asked nothing."""
    if settings.DEBUG:
        return []
    return [*_address(), *_servers(), *_mail(), *_texts(), *_payments()]


def warn_of_sandbox() -> None:
    """In the log of web: a site without payments may be meant, for a rehearsal, but never unnoticed."""
    others = {host.strip("[]") for host in settings.ALLOWED_HOSTS} - _LOOPBACK
    if settings.PROCESS == "web" and not settings.DEBUG and others and settings.PAYMENT_GATEWAY == "sandbox":
        logger.warning(_SANDBOX)


def _address() -> Iterator[CheckMessage]:
    parts = urlsplit(settings.SITE_URL)
    hint = "Set SITE_URL to the site's own address, such as https://book.example.com."
    if not os.environ.get("SITE_URL"):
        yield Warning("SITE_URL is not given: links in messages lead nowhere.", hint=hint, id="daybook.W001")
    elif parts.hostname is None or parts.hostname in _LOOPBACK:
        yield Warning("SITE_URL is an address that only this machine can open.", hint=hint, id="daybook.W002")
    elif parts.scheme != "https":
        yield Warning("SITE_URL is not https: links to bookings travel in the open.", hint=hint, id="daybook.W003")


def _servers() -> Iterator[CheckMessage]:
    for name, example, number in (("DATABASE_URL", "postgres://", "W004"), ("REDIS_URL", "redis://", "W005")):
        if not os.environ.get(name):
            yield Warning(
                f"{name} is not given: Daybook expects a server of its own, which only `manage.py up` keeps running.",
                hint=f"Set {name} to {example}...",
                id=f"daybook.{number}",
            )


def _mail() -> Iterator[CheckMessage]:
    if any(word in settings.EMAIL_BACKEND for word in _NOBODY_GETS):
        yield Warning(
            "Mails are not sent: they are printed or kept on this machine.",
            hint="Set EMAIL_URL to smtp+tls://user:password@host:587.",
            id="daybook.W006",
        )
    if settings.MAIL_PROVIDER:
        yield from _mail_provider()


def _mail_provider() -> Iterator[CheckMessage]:
    try:
        get_connection()
    except (ImproperlyConfigured, ImportError) as error:
        yield Error(
            f"MAIL_PROVIDER={settings.MAIL_PROVIDER} can't be used: {' '.join(str(error).split())}",
            hint="Name one of django-anymail's providers, such as postmark, and its keys. Until then no mail leaves.",
            id="daybook.E010",
        )
    if not all(settings.ANYMAIL.get("WEBHOOK_SECRET", "").partition(":")):
        yield Error(
            "MAIL_PROVIDER_KEYS has no WEBHOOK_SECRET of a name and a password: nobody hears of mail that came back.",
            hint="Add WEBHOOK_SECRET=name:password, with a long password of your own, and give it to the provider.",
            id="daybook.E011",
        )


def _texts() -> Iterator[CheckMessage]:
    try:
        sms.gateway()
    except ImproperlyConfigured as error:
        yield Error(str(error), hint="Until that is mended no text leaves.", id="daybook.E007")
    if settings.SMS_BACKEND in ("console", "file"):
        yield Warning(
            "Texts are not sent: they are printed or kept on this machine.",
            hint="Set SMS_BACKEND=twilio and its keys.",
            id="daybook.W008",
        )


def _payments() -> Iterator[CheckMessage]:
    if settings.PAYMENT_GATEWAY not in GATEWAYS:
        yield Error(
            f"There is no payment provider named {settings.PAYMENT_GATEWAY!r}.",
            hint=f"Set PAYMENT_GATEWAY to one of {', '.join(GATEWAYS)}.",
            id="daybook.E012",
        )
    if check := CHECKS_OF_GATEWAYS.get(settings.PAYMENT_GATEWAY):
        yield from check()


def _sandbox() -> Iterator[CheckMessage]:
    yield Error(_SANDBOX, hint="Set PAYMENT_GATEWAY=stripe, or offline.", id="daybook.E009")


def _stripe() -> Iterator[CheckMessage]:
    yield from _stripe_key()
    if not settings.STRIPE_WEBHOOK_SECRET:
        yield Error(
            "STRIPE_WEBHOOK_SECRET is not given: what Stripe tells is believed by nobody.",
            hint=_STRIPE_WEBHOOK_HINT,
            id="daybook.E015",
        )
    elif not all(secret.startswith("whsec_") for secret in settings.STRIPE_WEBHOOK_SECRET):
        yield Error(
            "STRIPE_WEBHOOK_SECRET is not the secret of a webhook: what Stripe tells is believed by nobody.",
            hint=_STRIPE_WEBHOOK_HINT,
            id="daybook.E017",
        )


def _stripe_key() -> Iterator[CheckMessage]:
    if not settings.STRIPE_SECRET_KEY:
        yield Error(
            "STRIPE_SECRET_KEY is not given: nobody can pay.",
            hint=_STRIPE_ACCOUNT_HINT,
            id="daybook.E013",
        )
    elif not settings.STRIPE_SECRET_KEY.startswith(("sk_", "rk_")):
        yield Error(
            "STRIPE_SECRET_KEY is not a secret or restricted key: nobody can pay.",
            hint=_STRIPE_ACCOUNT_HINT,
            id="daybook.E016",
        )
    elif settings.STRIPE_SECRET_KEY.startswith(("sk_test_", "rk_test_")):
        yield Warning(
            "STRIPE_SECRET_KEY is a test key: customers book what costs money and nobody pays.",
            hint="Set STRIPE_SECRET_KEY to the live one.",
            id="daybook.W014",
        )


# Each of GATEWAYS; None: it needs no keys.
CHECKS_OF_GATEWAYS: dict[str, Callable[[], Iterator[CheckMessage]] | None] = {
    "sandbox": _sandbox,
    "stripe": _stripe,
    OFFLINE: None,
}
