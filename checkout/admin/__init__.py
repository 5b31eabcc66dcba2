"""The money, to look at: what writes it are the verbs."""

from checkout.admin import money

__all__ = ["money"]
