"""The verbs of money (domain.md section 3)."""

from checkout.operations.balance import begin_balance
from checkout.operations.begin import begin_payment
from checkout.operations.complete import complete_checkout
from checkout.operations.coupons import apply_coupon, remove_coupon
from checkout.operations.creating import create_checkout
from checkout.operations.freeing import release_coupon
from checkout.operations.in_person import mark_paid
from checkout.operations.options import checkout_options, service_options
from checkout.operations.ordering import create_order
from checkout.operations.picked import book_pick
from checkout.operations.refunds import carry_out_refund, refund
from checkout.operations.reports import apply_report, look_up
from checkout.operations.settling import settle_booking, settle_surplus

__all__ = [
    "apply_coupon",
    "apply_report",
    "begin_balance",
    "begin_payment",
    "book_pick",
    "carry_out_refund",
    "checkout_options",
    "complete_checkout",
    "create_checkout",
    "create_order",
    "look_up",
    "mark_paid",
    "refund",
    "release_coupon",
    "remove_coupon",
    "service_options",
    "settle_booking",
    "settle_surplus",
]
