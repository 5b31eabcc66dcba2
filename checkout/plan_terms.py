"""What a plan said when it was chosen: kept with the line of its checkout, and sold so (domain.md section 12)."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any

from checkout.models import CheckoutLine, Plan


@dataclass(frozen=True, slots=True)
class Terms:
    """`services`: ids of what it pays for; `tax_rate`: percent, included in `price`."""

    name: str
    kind: str
    credits: int | None
    cycle: str
    valid_days: int
    services: tuple[int, ...]
    tax_rate: Decimal
    price: Decimal


def terms_now(plan: Plan) -> Terms:
    return Terms(
        name=plan.name,
        kind=plan.kind,
        credits=plan.credits,
        cycle=plan.cycle,
        valid_days=plan.valid_days,
        services=tuple(plan.services.order_by("pk").values_list("pk", flat=True)),
        tax_rate=Decimal(plan.tax_rate),
        price=Decimal(plan.price),
    )


def kept(terms: Terms) -> dict[str, Any]:
    """For the line's column of JSON; the price stands on the line by itself."""
    facts = asdict(terms) | {"services": list(terms.services), "tax_rate": str(terms.tax_rate)}
    del facts["price"]
    return facts


def chosen(line: CheckoutLine) -> Terms:
    """Of a line of a plan. Whatever the plan says by now, this is what is bought."""
    said = line.terms
    return Terms(
        name=said["name"],
        kind=said["kind"],
        credits=said["credits"],
        cycle=said["cycle"],
        valid_days=said["valid_days"],
        services=tuple(said["services"]),
        tax_rate=Decimal(said["tax_rate"]),
        price=line.total,
    )
