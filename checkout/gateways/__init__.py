"""Payment companies behind one protocol. Which one new payments go to is a setting; old ones keep theirs.

How to add one is said in checkout.gateways.protocol.
"""

from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from checkout.gateways.protocol import (
    BadWebhook,
    Begun,
    Gateway,
    GatewayError,
    GatewayRefused,
    GatewayUnavailable,
    Notice,
    RefundReport,
    Report,
)
from checkout.models import OFFLINE

__all__ = [
    "GATEWAYS",
    "BadWebhook",
    "Begun",
    "Gateway",
    "GatewayError",
    "GatewayRefused",
    "GatewayUnavailable",
    "Notice",
    "RefundReport",
    "Report",
    "gateway",
    "online_gateway",
]

# By its name: read when the first payment needs it, for a company's library may be large.
GATEWAYS = {
    "sandbox": "checkout.gateways.sandbox.SandboxGateway",
    "stripe": "checkout.gateways.stripe.StripeGateway",
    OFFLINE: "checkout.gateways.offline.OfflineGateway",
}


def gateway(name: str | None = None) -> Gateway:
    """The gateway called `name` (`payment.gateway`), or the one in the settings. LookupError if there is none."""
    return _made(settings.PAYMENT_GATEWAY if name is None else name)


@cache
def _made(name: str) -> Gateway:
    if name not in GATEWAYS:
        raise LookupError(f"There is no payment gateway named {name!r}.")
    made: Gateway = import_string(GATEWAYS[name])()
    return made


def online_gateway() -> Gateway | None:
    """Where customers pay online; None when they cannot (PAYMENT_GATEWAY=offline)."""
    return None if settings.PAYMENT_GATEWAY == OFFLINE else gateway()
