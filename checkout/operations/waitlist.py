"""take_place: an offered place goes into its checkout (domain.md section 7)."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from bookings.actors import Actor
from bookings.models import Booking
from bookings.retrying import retried
from bookings.waitlist import book_from_waitlist
from checkout.models import Checkout
from checkout.operations.complete import complete_checkout
from checkout.operations.creating import create_checkout
from checkout.operations.options import checkout_options, settled_at_once


@retried
def take_place(booking: Booking, *, visitor: str, now: datetime, offered: int | None = None) -> Checkout:
    """Where nothing is to be paid online and nothing to be chosen, the checkout is completed at once.

    Raises OfferOver, InvalidMove.
    """
    with transaction.atomic():
        booking = book_from_waitlist(booking, by=Actor.visitor(), now=now, visitor=visitor, offered=offered)
        checkout = create_checkout([booking], token=uuid4(), now=now)
        option = settled_at_once(checkout_options([booking]), booking.service)
        if option is not None:
            return complete_checkout(checkout, option, now=now)
    return checkout
