"""The verbs of a checkout one after the other, with the sandbox as the provider."""

from datetime import datetime
from decimal import Decimal

from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import Details
from bookings.models import Booking
from checkout.gateways import Report
from checkout.models import Checkout, Payment, PaymentState
from checkout.operations import begin_payment, book_pick, checkout_options
from services.models import Business
from tests.checkout.walk import pick_of
from tests.factories import PolicyFactory, ServiceFactory

DETAILS = Details(first_name="Ada", last_name="Lovelace", email="ada@example.com")
VISITOR = Actor.visitor()


def online_service(**fields):
    """55 with a deposit of 20; canceled free of charge up to a day before, then the deposit is kept."""
    policy = {"customer_may_cancel": True, "cancel_cutoff_minutes": 1440, "late_cancel": "keep_deposit"}
    policy |= fields.pop("policy", {})
    fields = {"price": Decimal(55), "deposit": Decimal(20), "pay_online": True, "pay_in_person": False} | fields
    return ServiceFactory(policy=PolicyFactory(**policy), **fields)


def opened(service=None, **fields) -> tuple[Checkout, Booking]:
    """Details given, the way to pay not chosen."""
    service = service or online_service()
    checkout = book_pick(
        pick_of(service, **fields),
        DETAILS,
        service=service,
        location=None,
        business=Business.objects.current(),
        visitor="v1",
        now=timezone.now(),
    )
    return checkout, checkout.bookings.get()


def begun(checkout: Checkout, way: str = "deposit", *, now: datetime | None = None) -> Payment:
    """The customer is on the way to the provider."""
    options = {option.way: option for option in checkout_options(checkout.bookings.order_by("pk"))}
    return begin_payment(
        checkout,
        options[way],
        visitor="v1",
        return_url="http://testserver/back/",
        cancel_url="http://testserver/left/",
        now=now or timezone.now(),
    )


def report(payment: Payment, state: PaymentState, **fields) -> Report:
    captured = payment.amount if state == PaymentState.CAPTURED else Decimal(0)
    told = {"amount": payment.amount, "amount_captured": captured, "currency": payment.currency}
    return Report(state, **(told | fields))
