"""Ada with ten credits, and classes that they pay for."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from bookings.availability import Slot
from bookings.lifecycle import Details, create_booking
from bookings.members import Actor
from checkout.models import Redemption
from checkout.operations import create_checkout
from checkout.operations.redeeming import redeem
from tests.factories import (
    ContactFactory,
    MembershipFactory,
    PlanFactory,
    PolicyFactory,
    ServiceFactory,
    SessionFactory,
)

ADA = "ada@example.com"
DETAILS = Details(first_name="Ada", last_name="Lovelace", email=ADA)


def yoga(*, policy=None, **fields):
    """A class for 14 in person or with a plan; canceled free of charge up to a day before, then all is kept."""
    rules = {"customer_may_cancel": True, "cancel_cutoff_minutes": 1440, "late_cancel": "keep_all"}
    rules |= {"max_participants": 6, "customer_may_reschedule": True} | (policy or {})
    return ServiceFactory(
        **{"of_class": True, "price": 14, "pay_by_plan": True, "policy": PolicyFactory(**rules)} | fields
    )


def holds(service, *, contact=None, **plan):
    """A plan for the service that Ada has; its own fields go by `held__...`."""
    held = {name.removeprefix("held__"): plan.pop(name) for name in list(plan) if name.startswith("held__")}
    contact = contact or ContactFactory(email=ADA)
    return MembershipFactory(contact=contact, plan=PlanFactory(services=[service], **plan), **held)


def booked(service, *, days=3, people=1, session=None, details=DETAILS):
    """Not finished: the way to pay is not chosen."""
    start = timezone.now() + timedelta(days=days)
    session = session or SessionFactory(service=service, starts_at=start, ends_at=start + timedelta(hours=1))
    return create_booking(
        service=service,
        slot=Slot(service.pk, session_id=session.pk),
        details=details,
        by=Actor.visitor(),
        now=timezone.now(),
        total_participants=people,
    )


def opened(*bookings):
    return create_checkout(bookings, token=uuid4(), now=timezone.now())


def paid(service, membership, **how):
    """A booking that the plan has paid for."""
    booking = booked(service, **how)
    redeem(opened(booking), contact=membership.contact, now=timezone.now())
    booking.refresh_from_db()
    return booking


def used(membership):
    return sum(pot.used for pot in membership.pots.all())


def taken():
    """Credits of each redemption that was not returned."""
    return list(Redemption.objects.filter(returned_at=None).order_by("pk").values_list("credits", flat=True))
