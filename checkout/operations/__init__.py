"""The verbs of money (domain.md section 3)."""

from checkout.operations.begin import begin_payment
from checkout.operations.complete import complete_checkout, create_order
from checkout.operations.creating import create_checkout
from checkout.operations.options import checkout_options, service_options
from checkout.operations.picked import book_pick
from checkout.operations.refunds import carry_out_refund, refund
from checkout.operations.reports import apply_report, look_up
from checkout.operations.settling import settle_booking

__all__ = [
    "apply_report",
    "begin_payment",
    "book_pick",
    "carry_out_refund",
    "checkout_options",
    "complete_checkout",
    "create_checkout",
    "create_order",
    "look_up",
    "refund",
    "service_options",
    "settle_booking",
]
