"""The money: to look at, and what an owner can do about it, each a verb."""

from checkout.admin import bookings, contacts, coupons, memberships, orders, payments, plan_act, plans

__all__ = ["bookings", "contacts", "coupons", "memberships", "orders", "payments", "plan_act", "plans"]
