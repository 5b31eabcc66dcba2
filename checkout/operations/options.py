"""checkout_options: the ways in which something can be paid."""

from collections.abc import Sequence
from decimal import Decimal

from bookings.models import Booking
from checkout.errors import PlanDoesNotPay, SumChanged
from checkout.gateways import online_gateway
from checkout.pricing import ZERO, Option, Priced, Way, options
from services.models import Service
from services.offered import line_of
from services.quotes import Quote, QuotedLine, quote


def checkout_options(bookings: Sequence[Booking], *, credits: int = 0) -> list[Option]:
    """How these can be paid together, all of one service; never empty for one that was saved by its owner. `credits`:
    what a plan of whoever looks would give for them."""
    exempt = all(booking.exempt for booking in bookings)
    return _options(quote_of(bookings), bookings[0].service, exempt=exempt, credits=credits)


def settled_at_once(options: Sequence[Option], service: Service) -> Option | None:
    """The one way, where nothing is paid online and nothing is to be chosen: it needs no page of its own. Where a
    plan may pay, whoever has one is asked to sign in there."""
    [first, *others] = options
    asks = first.online or first.way == Way.PLAN or (service.pay_by_plan and first.way != Way.FREE)
    return None if others or asks else first


def refuse_stale(option: Option, bookings: Sequence[Booking]) -> None:
    """Under the checkout's lock: a coupon may have come or gone since the option was chosen. Raises SumChanged;
    PlanDoesNotPay where `redeem` should have been asked."""
    if option.way == Way.PLAN:
        raise PlanDoesNotPay
    if not bookings:
        return
    quoted = quote_of(bookings)
    free = quoted.is_free or all(booking.exempt for booking in bookings)
    if quoted.due(option.way) != (option.due_now, option.later) or free != (option.way == Way.FREE):
        raise SumChanged


def quote_of(bookings: Sequence[Booking]) -> Quote:
    """As it was frozen when they were made, or when a coupon was typed."""
    return Quote(
        tuple(
            QuotedLine(
                full=(booking.price or ZERO) + booking.discount,
                discount=booking.discount,
                price=booking.price or ZERO,
                deposit=booking.deposit,
                tax_rate=booking.tax_rate,
                in_words=booking.price is None,
            )
            for booking in bookings
        )
    )


def service_options(
    service: Service,
    participants: int,
    currency: str,
    *,
    choices: Sequence[tuple[Decimal, int]] = (),
    dates: int = 1,
) -> list[Option]:
    """The same before there is a booking: what the details page says is to come. `choices`: (price, people)."""
    return _options(quote([line_of(service, participants, choices, dates=dates)], currency), service)


def _options(quoted: Quote, service: Service, *, exempt: bool = False, credits: int = 0) -> list[Option]:
    priced = Priced(quoted, exempt, service.pay_online, service.pay_in_person, service.pay_by_plan, credits)
    return options(priced, gateway=online_gateway() is not None)
