"""Booking codes that people can read out: K7M-4QD. No letters or digits that look or sound alike."""

import secrets

from bookings.models import Booking

ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"


def new() -> str:
    """A code that no booking has. Two at the same instant are told apart by the unique constraint."""
    while True:
        letters = [secrets.choice(ALPHABET) for _ in range(6)]
        code = "".join(letters[:3]) + "-" + "".join(letters[3:])
        if not Booking.objects.filter(code=code).exists():
            return code
