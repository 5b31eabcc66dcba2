"""Bookings made through the verbs, in one line of a test."""

from datetime import datetime

from django.utils import timezone

from bookings import holds
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle import Details, confirm_or_decline_booking, create_booking, record_payment
from bookings.models import Booking
from bookings.states import PaymentStatus
from services.models import Business

VISITOR = Actor.visitor()
SYSTEM = Actor.system()


def slot_at(service, start: datetime, resource=None, location=None) -> Slot:
    return Slot(
        service.pk,
        start,
        start,
        "Europe/Madrid",
        resource.pk if resource else None,
        location.pk if location else None,
    )


def place_hold(service, start, visitor="a visitor", resource=None, now=None, **kwargs):
    return holds.place(
        service=service,
        start=start,
        visitor=visitor,
        now=now or timezone.now(),
        business=Business.objects.current(),
        resources=[resource.pk] if resource else [],
        **kwargs,
    )


def create(service, start, resource=None, *, by=VISITOR, now=None, email="ana@example.com", **kwargs) -> Booking:
    if "participants_choices" not in kwargs:
        kwargs.setdefault("total_participants", 1)
    return create_booking(
        service=service,
        slot=slot_at(service, start, resource, kwargs.pop("location", None)),
        details=kwargs.pop("details", None) or Details(first_name="Ana", email=email),
        by=by,
        now=now or timezone.now(),
        **kwargs,
    )


def decide(booking, payment_status=PaymentStatus.NOT_PAID, now=None) -> Booking:
    return confirm_or_decline_booking(booking, by=SYSTEM, now=now or timezone.now(), payment_status=payment_status)


def book(service, start, resource=None, payment_status=PaymentStatus.NOT_PAID, **kwargs) -> Booking:
    """Created and decided."""
    return decide(create(service, start, resource, **kwargs), payment_status)


def pay(booking, amount=None):
    """As if the checkout had taken the money."""
    booking.refresh_from_db()
    return record_payment(booking, by=SYSTEM, now=timezone.now(), completed=True, paid=amount or booking.price)
