"""`booking_changed(booking_id, status, credits)`: sent after a commit for each change in it, with the status and the
credits of a plan that it left behind. Checkout settles the money on it, and the credits.

`money_in_person(booking, amount, by, now)`: sent inside the transaction in which a person's word about money that
changed hands is recorded; a negative amount was given back. Checkout writes the row of the books that goes with it.

`plan_moves(booking, start, by, now)`: sent inside the transaction that moves a booking which a plan pays for, before
anything is written. Checkout moves its credits to where they pay for `start`, or raises what refuses it.

`address_changed(booking, now)`: sent inside the transaction that gives a booking another email, before it is paid
for. Checkout asks about its coupon anew, and may write another price.

`contact_erased(booking_ids, contact_id)`: sent inside the transaction that erases a person. Checkout ends the
addresses of theirs.
"""

from django.dispatch import Signal

booking_changed = Signal()
money_in_person = Signal()
plan_moves = Signal()
contact_erased = Signal()
address_changed = Signal()
