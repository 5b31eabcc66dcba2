"""How a picked slot becomes a standing booking, and the money."""

from checkout.models.checkout import Checkout, CheckoutLine
from checkout.models.coupon import Coupon, CouponUse
from checkout.models.order import Order, OrderLine, Retained
from checkout.models.payment import OFFLINE, Payment, PaymentState, Purpose, Share, WebhookEvent
from checkout.models.plan import CreditPot, Cycle, Membership, Plan, PlanKind, Redemption
from checkout.models.refund import Refund, RefundState
from checkout.models.sandbox import SandboxEvent, SandboxPayment, SandboxState

__all__ = [
    "OFFLINE",
    "Checkout",
    "CheckoutLine",
    "Coupon",
    "CouponUse",
    "CreditPot",
    "Cycle",
    "Membership",
    "Order",
    "OrderLine",
    "Payment",
    "PaymentState",
    "Plan",
    "PlanKind",
    "Purpose",
    "Redemption",
    "Refund",
    "RefundState",
    "Retained",
    "SandboxEvent",
    "SandboxPayment",
    "SandboxState",
    "Share",
    "WebhookEvent",
]
