"""How a picked slot becomes a standing booking, and the money."""

from checkout.models.checkout import Checkout, CheckoutLine
from checkout.models.order import Order, OrderLine, Retained
from checkout.models.payment import Payment, PaymentState, Refund, RefundState, WebhookEvent
from checkout.models.sandbox import SandboxEvent, SandboxPayment, SandboxState

__all__ = [
    "Checkout",
    "CheckoutLine",
    "Order",
    "OrderLine",
    "Payment",
    "PaymentState",
    "Refund",
    "RefundState",
    "Retained",
    "SandboxEvent",
    "SandboxPayment",
    "SandboxState",
    "WebhookEvent",
]
