"""`booking_changed(booking_id, status)`: sent after a commit for each change in it, with the status it left behind.
Checkout settles the money on it.

`money_in_person(booking, amount, by, now)`: sent inside the transaction in which a person's word about money that
changed hands is recorded; a negative amount was given back. Checkout writes the row of the books that goes with it.

`contact_erased(booking_ids)`: sent inside the transaction that erases a person. Checkout ends the addresses of theirs.
"""

from django.dispatch import Signal

booking_changed = Signal()
money_in_person = Signal()
contact_erased = Signal()
