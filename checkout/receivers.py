"""Hears that a booking has changed, after the commit, and wakes the settlement of its money; and that a person was
erased."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.contrib.postgres.functions import RandomUUID
from django.db.models import Q
from django.dispatch import receiver

from bookings.actors import Actor
from bookings.models import Booking, Contact
from bookings.nudges import nudge
from bookings.signals import address_changed, booking_changed, contact_erased, money_in_person, plan_moves
from bookings.states import FINAL, Status
from checkout.models import Checkout, Payment, PaymentState
from checkout.operations.buying import wait_for_plans
from checkout.operations.coupons import follow_contact
from checkout.operations.freeing import ended_with_coupon
from checkout.operations.in_person import write_down
from checkout.operations.refunds import TAKEN
from checkout.operations.returning import follow_move
from checkout.tasks import release_coupon, return_credits, settle_booking

_MAY_OWE = frozenset({Status.PENDING, Status.CONFIRMED, *FINAL})


@receiver(booking_changed)
def settle_money(sender: type[Booking], booking_id: int, status: str, **kwargs: Any) -> None:
    """Of several changes in one transaction, the last one tells the status that stands. A request's money waits for
    the answer, but for what is too much of it."""
    waits = status == Status.PENDING and not Booking.objects.owing().filter(pk=booking_id).exists()
    if waits or status not in _MAY_OWE:
        return
    holding = Payment.objects.filter(
        checkout__lines__booking_id=booking_id, state__in=[PaymentState.AUTHORISED, *TAKEN]
    )
    if holding.exists():
        nudge(settle_booking, booking_id)


@receiver(booking_changed)
def settle_credits(sender: type[Booking], booking_id: int, status: str, credits: int = 0, **kwargs: Any) -> None:
    """Only what a plan has paid for; whether any of it goes back is asked under lock."""
    if credits and status in _MAY_OWE:
        nudge(return_credits, booking_id)


@receiver(plan_moves)
def move_credits(sender: type[Booking], booking: Booking, start: datetime, now: datetime, **kwargs: Any) -> None:
    follow_move(booking, start, now=now)


@receiver(booking_changed)
def free_coupons(sender: type[Booking], booking_id: int, status: str, credits: int = 0, **kwargs: Any) -> None:
    """Of a checkout that came to nothing, or that a plan pays for; looked at where one was used only."""
    if status not in FINAL and not credits:
        return
    ended = ended_with_coupon().filter(lines__booking_id=booking_id).values_list("pk", flat=True)
    for checkout_id in ended:
        nudge(release_coupon, checkout_id)


@receiver(address_changed)
def move_coupon(sender: type[Booking], booking: Booking, now: datetime, **kwargs: Any) -> None:
    follow_contact(booking, now=now)


@receiver(money_in_person)
def write_in_person(
    sender: type[Booking], booking: Booking, amount: Decimal, by: Actor, now: datetime, **kwargs: Any
) -> None:
    write_down(booking, amount, by=by, now=now)


@receiver(contact_erased)
def end_addresses(sender: type[Contact], booking_ids: list[int], contact_id: int, **kwargs: Any) -> None:
    """Pages of a checkout open to whoever has its token, and so may the provider's page. The money stays as it is.

    Raises PlanBeingPaid where a plan would become theirs after this; nothing is erased then.
    """
    wait_for_plans(contact_id)
    theirs = Q(lines__booking__in=booking_ids) | Q(contact=contact_id)
    checkouts = Checkout.objects.filter(pk__in=Checkout.objects.filter(theirs).values("pk"))
    Payment.objects.filter(checkout__in=checkouts).update(provider_url="")
    checkouts.update(token=RandomUUID())
