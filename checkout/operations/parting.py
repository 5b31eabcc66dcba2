"""Several dates in one checkout: one that ends before they are paid leaves it, and the others go on."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from bookings.actors import Actor
from bookings.lifecycle.decline import decline_taken
from bookings.models import Booking
from bookings.retrying import retried
from bookings.states import FINAL, Status
from checkout.models import Checkout
from checkout.operations.locking import lock_checkout
from checkout.operations.repricing import use_anew


@retried
def leave_out_ended(checkout: Checkout, *, now: datetime) -> list[Booking]:
    """Those that have ended, taken out of an open checkout while another is left; nothing of one that is completed.

    An attempt to pay the old sum that comes through all the same is shared by those that are left, and what is too
    much goes back.
    """
    with transaction.atomic():
        checkout, bookings = lock_checkout(checkout.pk)
        ended = [booking for booking in bookings if booking.status in FINAL]
        left = [booking for booking in bookings if booking.status == Status.CREATED]
        if checkout.completed_at is not None or not ended or not left:
            return []
        checkout.lines.filter(booking__in=ended).delete()
        use_anew(checkout, left, by=Actor.system(), now=now)
    return ended


def give_up_taken(checkout: Checkout, taken: Iterable[Booking], *, now: datetime) -> None:
    """Dates that filled up before they were paid; the others stay in the checkout."""
    for booking in taken:
        decline_taken(booking, now=now)
    leave_out_ended(checkout, now=now)
