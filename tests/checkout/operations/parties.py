"""A class booked for some people and paid through the sandbox, without the pages before it."""

from decimal import Decimal
from uuid import uuid4

from django.utils import timezone

from bookings.availability import Slot
from bookings.lifecycle import create_booking
from bookings.states import PaymentOption
from checkout.gateways import gateway
from checkout.models import Payment
from checkout.operations import create_checkout
from tests.checkout.operations.steps import DETAILS, VISITOR
from tests.factories import PolicyFactory, ServiceFactory, SessionFactory


def paying(people=2, *, due_now=None, **policy):
    """(booking, payment): the customer is at the provider to pay `due_now`, default all of 40 a person."""
    policy = {"customer_may_cancel": True, "cancel_cutoff_minutes": 60, "max_participants": 6} | policy
    service = ServiceFactory(of_class=True, policy=PolicyFactory(**policy), deposit=Decimal(10), pay_online=True)
    session = SessionFactory(service=service)
    booking = create_booking(
        service=service,
        slot=Slot(service.pk, session_id=session.pk),
        details=DETAILS,
        by=VISITOR,
        now=timezone.now(),
        total_participants=people,
        payment_option=PaymentOption.ONLINE,
    )
    return booking, announced(booking, due_now or booking.price)


def announced(booking, amount):
    """Begun at the provider, as begin_payment does."""
    now = timezone.now()
    checkout = create_checkout([booking], token=uuid4(), now=now)
    checkout.option, checkout.due_now = PaymentOption.ONLINE, amount
    checkout.save()
    checkout.lines.update(due_now=amount)
    payment = Payment.objects.create(
        checkout=checkout,
        idempotency_key=f"checkout:{checkout.pk}:1",
        gateway="sandbox",
        amount=amount,
        currency=checkout.currency,
        capture_later=booking.terms.needs_approval,
        created_at=now,
        updated_at=now,
    )
    address = "http://testserver/"
    begun = gateway("sandbox").begin(
        payment, description="A class", return_url=address, cancel_url=address, expires_at=booking.checkout_expires_at
    )
    payment.provider_id, payment.provider_url, payment.state = begun.provider_id, begun.url, "processing"
    payment.save()
    return payment
