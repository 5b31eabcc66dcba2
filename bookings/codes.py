"""Booking codes that people can read out: K7M-4QD. No letters or digits that look or sound alike."""

import secrets

ALPHABET = "23456789ACDEFGHJKMNPQRTUVWXY"


def new() -> str:
    """One of 481 million. That no booking has it yet is the unique constraint's to say (bookings/retrying.py)."""
    letters = [secrets.choice(ALPHABET) for _ in range(6)]
    return "".join(letters[:3]) + "-" + "".join(letters[3:])
