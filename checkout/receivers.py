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


@receiver(booking_changed)
def settle_money(sender: type[Booking], booking_id: int, **kwargs: Any) -> None:
    holding = Payment.objects.filter(
        checkout__lines__booking_id=booking_id,
        checkout__lines__booking__status__in=[Status.CONFIRMED, *FINAL],
        state__in=[PaymentState.AUTHORISED, *TAKEN],
    )
    if holding.exists():
        nudge(settle_booking, booking_id)
