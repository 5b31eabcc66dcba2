"""A service's price as it is today, for services.quotes."""

from collections.abc import Iterable
from decimal import Decimal

from services.models import Service
from services.quotes import Line


def line_of(service: Service, people: int, choices: Iterable[tuple[Decimal, int]] = (), *, dates: int = 1) -> Line:
    """For so many people, or so many of each choice: (price of the choice, how many of it)."""
    return Line(
        service.rate,
        service.price,
        people,
        service.is_priced_per_person,
        choices=tuple(choices),
        deposit=service.deposit,
        tax_rate=service.tax_rate,
        dates=dates,
    )
