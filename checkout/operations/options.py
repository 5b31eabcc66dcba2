"""checkout_options: the ways in which something can be paid."""

from collections.abc import Sequence
from decimal import Decimal

from bookings.models import Booking
from checkout.gateways import online_gateway
from checkout.pricing import ZERO, Option, Priced, options
from services.models import Rate, Service
from services.prices import amount, due_now


def checkout_options(bookings: Sequence[Booking]) -> list[Option]:
    """How these can be paid together, all of one service; never empty for one that was saved by its owner."""
    service = bookings[0].service
    prices = [booking.price for booking in bookings]
    priced = Priced(
        price=None if None in prices else sum((price or ZERO for price in prices), ZERO),
        deposit=sum((booking.deposit for booking in bookings), ZERO),
        exempt=all(booking.exempt for booking in bookings),
        pay_online=service.pay_online,
        pay_in_person=service.pay_in_person,
    )
    return options(priced, gateway=online_gateway() is not None)


def service_options(
    service: Service,
    participants: int,
    currency: str,
    *,
    choices: Sequence[tuple[Decimal, int]] = (),
    dates: int = 1,
) -> list[Option]:
    """The same before there is a booking: what the details page says is to come. `choices`: (price, people)."""
    each = service.is_priced_per_person
    price = deposit = ZERO
    if service.rate != Rate.CUSTOM:
        price = amount(service.rate, service.price, participants, each, choices, currency=currency)
        deposit = due_now(price, service.deposit, participants, each, currency=currency) if service.deposit else ZERO
    priced = Priced(
        price=None if service.rate == Rate.CUSTOM else price * dates,
        deposit=deposit * dates,
        exempt=service.rate == Rate.NO_FEE,
        pay_online=service.pay_online,
        pay_in_person=service.pay_in_person,
    )
    return options(priced, gateway=online_gateway() is not None)
