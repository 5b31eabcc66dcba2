"""Who an order or a payment is of, by name."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from checkout.models import OrderLine

IN_BOOKING = ("first_name", "last_name", "email", "code")
LINES = Prefetch("checkout__order__lines", OrderLine.objects.select_related("booking", "membership__contact"))


def whose(lines: Iterable[Any]) -> str:
    """Each once, in the order of the lines."""
    names = (line.booking.name if line.booking is not None else str(line.membership.contact) for line in lines)
    return ", ".join(dict.fromkeys(filter(None, names)))


def whose_payment(payment: Any) -> str:
    """Of its order, with `LINES`; of a checkout that never became one its contact."""
    order = getattr(payment.checkout, "order", None)
    return whose(order.lines.all()) if order is not None else str(payment.checkout.contact or "")


def codes(lines: Iterable[Any]) -> str:
    return ", ".join(line.booking.code for line in lines if line.booking is not None)
