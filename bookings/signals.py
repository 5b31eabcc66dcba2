"""`booking_changed(booking_id, status)`: sent after a commit for each change in it, with the status it left behind.

Checkout settles the money on it.
"""

from django.dispatch import Signal

booking_changed = Signal()
