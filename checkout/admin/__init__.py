"""The money, to look at: what writes it are the verbs."""

from checkout.admin import bookings, contacts, money

__all__ = ["bookings", "contacts", "money"]
