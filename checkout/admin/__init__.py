"""The money, to look at: what writes it are the verbs."""

from checkout.admin import bookings, money

__all__ = ["bookings", "money"]
