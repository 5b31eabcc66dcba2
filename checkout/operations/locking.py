"""The order in which money's transactions lock: bookings by id, the checkout, its payments."""

from bookings.models import Booking
from checkout.models import Checkout, Payment


def lock_checkout(checkout_id: int) -> tuple[Checkout, list[Booking]]:
    """The checkout and its bookings as they are now, locked."""
    bookings = list(
        Booking.objects.select_for_update(of=("self",), no_key=True)
        .select_related("service", "service__policy")
        .filter(checkout_lines__checkout_id=checkout_id)
        .order_by("pk")
    )
    return Checkout.objects.select_for_update(no_key=True).get(pk=checkout_id), bookings


def lock_payment(payment_id: int) -> Payment:
    """After `lock_checkout`."""
    return Payment.objects.select_for_update(of=("self",), no_key=True).select_related("checkout").get(pk=payment_id)
