"""create_checkout: bookings come together to be paid."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.errors import InvalidRequest
from bookings.models import Booking
from bookings.states import PaymentOption
from checkout.models import Checkout, CheckoutLine
from checkout.operations.complete import finish_new
from checkout.pricing import ZERO
from services.models import Business


def create_checkout(bookings: Sequence[Booking], *, token: UUID, now: datetime) -> Checkout:
    """One checkout for these bookings; the same `token` again returns the one that it made."""
    known = Checkout.objects.filter(token=token).first()
    return known or new_checkout(bookings, token=token, now=now, business=Business.objects.current())


def new_checkout(
    bookings: Sequence[Booking],
    *,
    token: UUID,
    now: datetime,
    business: Business,
    paid_later: PaymentOption | None = None,
) -> Checkout:
    """`paid_later`: how, where nothing is to be paid or chosen now; it is completed as it is made, and since nobody
    else can see any of it yet, there is nothing to lock or to read again.

    Raises IntegrityError for a token that made one before, InvalidRequest for several where an owner has to answer
    one: what is reserved on a card can't be taken in part.
    """
    if len(bookings) > 1 and any(booking.terms.needs_approval for booking in bookings):
        raise InvalidRequest(_("Ask for one date at a time: each is answered by itself."))
    with transaction.atomic(savepoint=False):
        checkout = Checkout.objects.create(
            token=token,
            currency=business.currency,
            total=sum((booking.price or ZERO for booking in bookings), ZERO),
            discount=sum((booking.discount for booking in bookings), ZERO),
            created_at=now,
            option=paid_later or PaymentOption.UNDEFINED,
            completed_at=now if paid_later else None,
        )
        lines = CheckoutLine.objects.bulk_create(
            CheckoutLine(checkout=checkout, booking=booking, total=booking.price or ZERO, discount=booking.discount)
            for booking in bookings
        )
        if paid_later:
            finish_new(checkout, lines, paid_later, now=now, business=business)
    return checkout
