"""Hears that a booking has changed, after the commit, and wakes the settlement of its money."""

from typing import Any

from django.dispatch import receiver

from bookings.models import Booking
from bookings.nudges import nudge
from bookings.signals import booking_changed
from bookings.states import FINAL, Status
from checkout.models import Payment, PaymentState
from checkout.operations.refunds import TAKEN
from checkout.tasks import settle_booking

_MAY_OWE = frozenset({Status.PENDING, Status.CONFIRMED, *FINAL})


@receiver(booking_changed)
def settle_money(sender: type[Booking], booking_id: int, status: str, **kwargs: Any) -> None:
    """Of several changes in one transaction, the last one tells the status that stands. A request's money waits for
    the answer, but for what is too much of it."""
    waits = status == Status.PENDING and not Booking.objects.owing().filter(pk=booking_id).exists()
    if waits or status not in _MAY_OWE:
        return
    holding = Payment.objects.filter(
        checkout__lines__booking_id=booking_id, state__in=[PaymentState.AUTHORISED, *TAKEN]
    )
    if holding.exists():
        nudge(settle_booking, booking_id)
