"""The money: to look at, and what an owner can do about it, each a verb."""

from checkout.admin import bookings, contacts, coupons, orders, payments

__all__ = ["bookings", "contacts", "coupons", "orders", "payments"]
