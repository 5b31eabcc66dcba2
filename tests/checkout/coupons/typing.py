"""A checkout that waits at the payment page, and codes typed there."""

from decimal import Decimal

from django.utils import timezone

from bookings.lifecycle import Details
from bookings.models import Booking
from checkout.models import Checkout, Coupon
from checkout.operations import apply_coupon, book_pick, remove_coupon
from services.models import Business
from tests.checkout.operations.steps import online_service, opened
from tests.checkout.walk import pick_of

__all__ = ["dated", "full_price", "online_service", "opened", "sums", "taken_off", "typed", "used"]


def typed(checkout: Checkout, code: str, *, now=None) -> Checkout:
    return apply_coupon(checkout, code, now=now or timezone.now())


def taken_off(checkout: Checkout) -> Checkout:
    return remove_coupon(checkout, now=timezone.now())


def sums(checkout: Checkout) -> list[tuple[Decimal, Decimal, Decimal]]:
    """(price, discount, deposit) of its bookings, which its lines and its total say too."""
    checkout.refresh_from_db()
    bookings = list(checkout.bookings.order_by("pk"))
    lines = list(checkout.lines.order_by("booking_id").values_list("total", "discount"))
    assert lines == [(booking.price, booking.discount) for booking in bookings]
    assert (checkout.total, checkout.discount) == tuple(map(sum, zip(*lines, strict=True)))
    return [(booking.price, booking.discount, booking.deposit) for booking in bookings]


def used(coupon: Coupon) -> tuple[int, int]:
    """As counted, and the uses that are kept."""
    coupon.refresh_from_db()
    return coupon.used, coupon.uses.filter(released_at=None).count()


def full_price(**fields):
    """55 online, without a deposit."""
    return online_service(deposit=Decimal(0), **fields)


def dated(service, start, email="ada@example.com") -> tuple[Checkout, Booking]:
    """`opened` for somebody, at that time."""
    checkout = book_pick(
        pick_of(service, start, visitor=email),
        Details(first_name="Ada", email=email),
        service=service,
        location=None,
        business=Business.objects.current(),
        visitor=email,
        now=timezone.now(),
    )
    return checkout, checkout.bookings.get()
