"""What a payment company must be able to do for the shop; one module beside this one speaks to each.

Every call goes over the network: never inside a transaction. Amounts are Decimal in the payment's
currency; minor units exist only inside a gateway.

To add one:

1. A module beside this one with a class that has what `Gateway` asks for; checkout/gateways/sandbox.py is the
   shortest, with sandbox_api.py for its requests and told.py for any company's answers. (checkout/sandbox/ is that
   company's own server and serves only itself.) The class's `name` is the word that payments keep and that webhooks
   come to: /checkout/webhooks/<name>/.
2. `begin` and `refund` send the row's idempotency key, and what they send is the same when asked again.
3. Each error of the company is one of two: GatewayRefused where it said no, GatewayUnavailable for all else, an
   answer that can't be read (checkout.gateways.told) and a key that is not accepted included.
4. `read_webhook` verifies before it reads; what it reads is only what the notice is about.
5. Name the class in GATEWAYS, its keys in config/settings.py and what is missing in config/checks.py
   (CHECKS_OF_GATEWAYS); set PAYMENT_GATEWAY.
6. A server that speaks the company's HTTP, as tests/checkout/gateways/stripe_server.py does, and a company in
   tests/checkout/gateways/companies.py that says what customers do there: every test of the protocol runs against it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol

from checkout.models import Payment, PaymentState, Refund, RefundState

# Older or newer notices than this are not believed.
WEBHOOK_TOLERANCE_SECONDS = 300
WEBHOOK_MAX_BYTES = 256 * 1024


class GatewayError(Exception):
    """Either of the two below."""


class GatewayRefused(GatewayError):
    """The provider's answer is no: asking again would not change it."""


class GatewayUnavailable(GatewayError):
    """There was no answer. It may have happened or not: ask again with the same key."""


class BadWebhook(Exception):
    """Not from the provider, too old, too long or unreadable. Answered 400 without detail."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The provider knows the payment; the customer is sent to `url`."""

    provider_id: str
    url: str


@dataclass(frozen=True, slots=True)
class Report:
    """What the provider says of a payment now. `amount_captured` is what was taken, refunds not subtracted;
    `amount_refunded` all that went back, what was lost in a dispute included. `money_id`: the provider's number of the
    money, where notices name that. DISPUTED is a dispute that is open; one that is over is not said any more."""

    state: PaymentState
    amount: Decimal
    amount_captured: Decimal
    currency: str
    failure: str = ""
    amount_refunded: Decimal = Decimal(0)
    money_id: str = ""


@dataclass(frozen=True, slots=True)
class RefundReport:
    state: RefundState
    provider_id: str
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """A verified hint that something happened to a payment: what is true now is asked with `look_up`.

    `kind` is the provider's own word; `provider_id` is "" where the notice concerns no payment.
    """

    event_id: str
    kind: str
    provider_id: str


class Gateway(Protocol):
    """All methods but `read_webhook` and `expire` raise GatewayRefused or GatewayUnavailable, nothing else.

    `payment.gateway` is this gateway's name. All but `begin` need `payment.provider_id`; they never save a row.
    """

    name: str

    @property
    def origin(self) -> str:
        """Scheme and host of the provider's page, which the pay page's CSP must let a form go to."""
        ...

    def begin(
        self, payment: Payment, *, description: str, return_url: str, cancel_url: str, expires_at: datetime
    ) -> Begun:
        """Announces the payment; again with the same idempotency key it answers the same.

        The customer comes back by `return_url` (paid, declined or still under way: look) or `cancel_url`
        (left). `expires_at` is when the page ends, as near as the provider allows.
        """
        ...

    def look_up(self, payment: Payment) -> Report:
        """What is true now: for the return, for webhooks and for the sweep of payments without an end."""
        ...

    def capture(self, payment: Payment, amount: Decimal) -> Report:
        """Takes `amount` (at most the payment's) of a reserved payment. Already taken: reports that."""
        ...

    def void(self, payment: Payment) -> Report:
        """Lets go of a reserved payment. Already let go: reports that. Refused once money was taken."""
        ...

    def refund(self, refund: Refund) -> RefundReport:
        """Gives money back, never more than was taken; the same key again is the same refund."""
        ...

    def read_webhook(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        """Verifies and reads a notice; no network. Raises BadWebhook."""
        ...

    def expire(self, payment: Payment) -> None:
        """Ends the provider's page early; best effort, so that not reaching the provider is only logged."""
        ...
