"""What changes hands in person: the books keep it like any other payment, and a person carries it out."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from checkout.gateways.protocol import BadWebhook, Begun, GatewayRefused, Notice, RefundReport, Report
from checkout.models import OFFLINE, Payment, Refund, RefundState


class OfflineGateway:
    """See checkout.gateways.protocol.Gateway. Nothing can be begun here: there is no page to go to. What the owner
    says was given back, was."""

    name = OFFLINE
    origin = ""

    def begin(
        self, payment: Payment, *, description: str, return_url: str, cancel_url: str, expires_at: datetime
    ) -> Begun:
        raise GatewayRefused("What is paid in person is not paid on a page.")

    def look_up(self, payment: Payment) -> Report:
        """As it was written down: nobody else keeps these books."""
        return Report(payment.state, payment.amount, payment.amount_captured, payment.currency)  # type: ignore[arg-type]

    def capture(self, payment: Payment, amount: Decimal) -> Report:
        return self.look_up(payment)

    def void(self, payment: Payment) -> Report:
        raise GatewayRefused("What was taken in person is given back in person.")

    def refund(self, refund: Refund) -> RefundReport:
        return RefundReport(RefundState.DONE, "")

    def read_webhook(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        raise BadWebhook("nobody sends notices of what is paid in person")

    def expire(self, payment: Payment) -> None:
        """There is no page to end."""
