"""Payment companies behind one protocol. Which one new payments go to is a setting; old ones keep theirs."""

from django.conf import settings

from checkout.gateways.offline import OfflineGateway
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
from checkout.gateways.sandbox import SandboxGateway
from checkout.models import OFFLINE

__all__ = [
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

_gateways: dict[str, Gateway] = {made.name: made for made in (SandboxGateway(), OfflineGateway())}


def gateway(name: str | None = None) -> Gateway:
    """The gateway called `name` (`payment.gateway`), or the one in the settings. LookupError if there is none."""
    wanted = settings.PAYMENT_GATEWAY if name is None else name
    if wanted not in _gateways:
        raise LookupError(f"There is no payment gateway named {wanted!r}.")
    return _gateways[wanted]


def online_gateway() -> Gateway | None:
    """Where customers pay online; None when they cannot (PAYMENT_GATEWAY=offline)."""
    return None if settings.PAYMENT_GATEWAY == OFFLINE else gateway()
