"""`booking_changed(booking_id, status)`: sent after a commit for each change in it, with the status it left behind.
Checkout settles the money on it.

`contact_erased(booking_ids)`: sent inside the transaction that erases a person. Checkout ends the addresses of theirs.
"""

from django.dispatch import Signal

booking_changed = Signal()
contact_erased = Signal()
