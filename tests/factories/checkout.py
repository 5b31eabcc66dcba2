from datetime import timedelta
from decimal import Decimal

import factory
from django.utils import timezone

from bookings.states import PaymentOption
from checkout.models import (
    Checkout,
    CheckoutLine,
    Order,
    OrderLine,
    Payment,
    Refund,
    Retained,
    SandboxEvent,
    SandboxPayment,
    Share,
    WebhookEvent,
)
from tests.factories.bookings import BookingFactory

now = factory.LazyFunction(timezone.now)


class CheckoutFactory(factory.django.DjangoModelFactory):
    """40 euros in person, without lines; CheckoutLineFactory makes one with its booking."""

    class Meta:
        model = Checkout

    class Params:
        online = factory.Trait(option=PaymentOption.ONLINE, due_now=Decimal(40))

    option = PaymentOption.OFFLINE
    currency = "EUR"
    total = Decimal(40)
    created_at = now


class CheckoutLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = CheckoutLine

    checkout = factory.SubFactory(CheckoutFactory)
    booking = factory.SubFactory(BookingFactory)
    total = factory.SelfAttribute("checkout.total")
    due_now = factory.SelfAttribute("checkout.due_now")


class OrderFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Order

    checkout = factory.SubFactory(CheckoutFactory, completed_at=now)
    currency = factory.SelfAttribute("checkout.currency")
    total = factory.SelfAttribute("checkout.total")
    created_at = now


class OrderLineFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = OrderLine

    order = factory.SubFactory(OrderFactory)
    booking = factory.SubFactory(BookingFactory)
    title = factory.SelfAttribute("booking.title")
    amount = factory.SelfAttribute("order.total")


class RetainedFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Retained

    line = factory.SubFactory(OrderLineFactory)
    amount = Decimal(10)
    reason = "Canceled late: the deposit is kept."
    created_at = now


class PaymentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Payment

    checkout = factory.SubFactory(CheckoutFactory, online=True)
    number = factory.LazyAttribute(lambda made: made.checkout.payments.count() + 1)
    idempotency_key = factory.LazyAttribute(lambda made: f"checkout:{made.checkout.pk}:{made.number}")
    gateway = "sandbox"
    amount = factory.SelfAttribute("checkout.due_now")
    currency = factory.SelfAttribute("checkout.currency")
    created_at = now
    updated_at = now


class RefundFactory(factory.django.DjangoModelFactory):
    """Asked for, of a captured payment of which its line has all, not carried out yet."""

    class Meta:
        model = Refund
        skip_postgeneration_save = True

    payment = factory.SubFactory(PaymentFactory, state="captured", amount_captured=factory.SelfAttribute("amount"))
    line = factory.LazyAttribute(
        lambda made: OrderLineFactory(order__checkout=made.payment.checkout, due_now=made.payment.amount)
    )
    amount = factory.SelfAttribute("payment.amount")
    reason = "The business canceled."
    idempotency_key = factory.Sequence(lambda n: f"refund:{n}")
    created_at = now

    @factory.post_generation
    def share(self, create, extracted, **kwargs):
        Share.objects.get_or_create(payment=self.payment, line=self.line, defaults={"amount": self.payment.amount})


class ShareFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Share

    payment = factory.SubFactory(PaymentFactory, state="captured", amount_captured=factory.SelfAttribute("amount"))
    line = factory.LazyAttribute(lambda made: OrderLineFactory(order__checkout=made.payment.checkout))
    amount = factory.SelfAttribute("payment.amount")


class WebhookEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = WebhookEvent

    payment = factory.SubFactory(PaymentFactory)
    gateway = "sandbox"
    event_id = factory.Sequence(lambda n: f"event-{n}")
    kind = "payment.captured"
    received_at = now


class SandboxPaymentFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SandboxPayment

    idempotency_key = factory.Sequence(lambda n: f"checkout:{n}:1")
    amount = 4000
    currency = "EUR"
    description = "Deep tissue massage"
    return_url = "https://shop.example/done/"
    cancel_url = "https://shop.example/pay/"
    webhook_url = "https://shop.example/webhook/"
    expires_at = factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=30))
    created_at = now


class SandboxEventFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SandboxEvent

    payment = factory.SubFactory(SandboxPaymentFactory)
    body = factory.LazyAttribute(lambda made: {"kind": "payment.captured", "payment": str(made.payment.pk)})
    due_at = now
