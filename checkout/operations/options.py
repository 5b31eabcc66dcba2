"""checkout_options: the ways in which something can be paid."""

from bookings.models import Booking
from checkout.gateways import online_gateway
from checkout.pricing import ZERO, Option, Priced, options
from services.models import Rate, Service
from services.prices import amount, due_now


def checkout_options(booking: Booking) -> list[Option]:
    """How this booking can be paid; never empty for a service that was saved by its owner."""
    priced = Priced(
        price=booking.price,
        deposit=booking.deposit,
        exempt=booking.exempt,
        pay_online=booking.service.pay_online,
        pay_in_person=booking.service.pay_in_person,
    )
    return options(priced, gateway=online_gateway() is not None)


def service_options(service: Service, participants: int, currency: str) -> list[Option]:
    """The same before there is a booking: what the details page says is to come."""
    each = service.price_per_person
    price = deposit = ZERO
    if service.rate != Rate.CUSTOM:
        price = amount(service.rate, service.price, participants, each, currency=currency)
        deposit = due_now(price, service.deposit, participants, each, currency=currency) if service.deposit else ZERO
    priced = Priced(
        price=None if service.rate == Rate.CUSTOM else price,
        deposit=deposit,
        exempt=service.rate == Rate.NO_FEE,
        pay_online=service.pay_online,
        pay_in_person=service.pay_in_person,
    )
    return options(priced, gateway=online_gateway() is not None)
