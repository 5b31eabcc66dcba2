"""What an owner does to a plan that somebody has: give one, end it, put its credits right."""

from datetime import datetime

from django.db import transaction

from bookings.models import Contact
from bookings.retrying import retried
from checkout.errors import PlanDoesNotPay
from checkout.models import CreditPot, Membership, Plan
from checkout.operations.memberships import start_membership
from checkout.operations.pots import lock_membership
from checkout.plan_terms import terms_now


@retried
def give_plan(plan: Plan, contact: Contact, *, now: datetime) -> Membership:
    """Without a payment; what was bought comes by its order."""
    with transaction.atomic():
        return start_membership(plan, contact, terms_now(plan), now=now)


@retried
def end_plan(membership: Membership, *, now: datetime) -> Membership:
    """Before its time. What it has paid for stands. The second time it changes nothing."""
    with transaction.atomic():
        membership = lock_membership(membership.pk)
        if membership.ended_at is None:
            membership.ended_at = now
            membership.save(update_fields=["ended_at"])
    return membership


@retried
def set_credits(pot: CreditPot, credits: int) -> CreditPot:
    """So many in all, those that are used among them. Raises PlanDoesNotPay for fewer than are used."""
    with transaction.atomic():
        lock_membership(pot.membership_id)
        pot = CreditPot.objects.select_for_update().get(pk=pot.pk)
        if pot.credits is None or credits < pot.used:
            raise PlanDoesNotPay
        pot.credits = credits
        pot.save(update_fields=["credits"])
    return pot
