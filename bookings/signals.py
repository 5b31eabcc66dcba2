"""`booking_changed(booking_id)`: sent after a commit in which a booking changed. Checkout settles the money on it."""

from django.dispatch import Signal

booking_changed = Signal()
