"""Rows of money that are numbered: the attempts of a checkout, the refunds of a payment. Each number makes the key by
which a provider knows the row again."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import Max

from checkout.models import Checkout, OrderLine, Payment, Refund


def new_payment(checkout: Checkout, amount: Decimal, *, gateway: str, now: datetime, **more: Any) -> Payment:
    """The next attempt of a checkout that the caller has locked; `more`: its other columns."""
    number = (checkout.payments.aggregate(last=Max("number"))["last"] or 0) + 1
    return Payment.objects.create(
        checkout=checkout,
        number=number,
        idempotency_key=f"checkout:{checkout.pk}:{number}",
        gateway=gateway,
        amount=amount,
        currency=checkout.currency,
        created_at=now,
        updated_at=now,
        **more,
    )


def new_refund(
    payment: Payment, line: OrderLine, amount: Decimal, *, reason: str, now: datetime, **more: Any
) -> Refund:
    """The next refund of a payment that the caller has locked; `more`: its other columns."""
    return Refund.objects.create(
        payment=payment,
        line=line,
        amount=amount,
        reason=reason,
        idempotency_key=f"{payment.idempotency_key}:refund:{payment.refunds.count() + 1}",
        created_at=now,
        **more,
    )
