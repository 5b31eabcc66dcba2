"""A payment that the gateway was told of."""

from datetime import datetime, timedelta
from decimal import Decimal

from django.conf import settings
from django.utils import timezone

from checkout.gateways import Begun, gateway
from checkout.models import Payment
from tests.factories.checkout import CheckoutFactory, PaymentFactory

RETURN_URL, CANCEL_URL = "http://testserver/checkout/done/", "http://testserver/checkout/pay/"


def started(amount: str = "40.00", currency: str = "EUR", **fields) -> Payment:
    checkout = CheckoutFactory(online=True, total=Decimal(amount), due_now=Decimal(amount), currency=currency)
    payment = new(checkout=checkout, **fields)
    return announced(payment, begin(payment))


def new(**fields) -> Payment:
    """Of the company in the settings, which does not know of it yet."""
    return PaymentFactory(gateway=settings.PAYMENT_GATEWAY, **fields)


def begin(payment: Payment, ends_at: datetime | None = None) -> Begun:
    return gateway(payment.gateway).begin(
        payment,
        description="Deep tissue massage",
        return_url=RETURN_URL,
        cancel_url=CANCEL_URL,
        expires_at=ends_at or timezone.now() + timedelta(minutes=30),
    )


def announced(payment: Payment, begun: Begun) -> Payment:
    payment.provider_id, payment.provider_url = begun.provider_id, begun.url
    payment.save(update_fields=["provider_id", "provider_url"])
    return payment
