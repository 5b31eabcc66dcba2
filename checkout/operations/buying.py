"""buy_plan: a plan and whose it will be become a checkout, which is paid like any other (domain.md section 12)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from bookings.lifecycle import Details
from bookings.lifecycle.details import contact_id_for
from bookings.retrying import retried
from bookings.states import PaymentOption
from checkout.errors import PlanBeingPaid, PlanNotWaiting, PlanWithdrawn
from checkout.models import Checkout, CheckoutLine, Payment, PaymentState, Plan
from checkout.plan_terms import kept, terms_now
from checkout.pricing import ZERO, Option, Way
from services.models import Business


@retried
def buy_plan(plan: Plan, details: Details, *, token: UUID, now: datetime) -> Checkout:
    """The same `token` again is the same checkout; another address reaches it while it is open.

    What the plan says is frozen with it. A contact that exists is not changed (section 3). Raises TryAgain.
    """
    with transaction.atomic():
        contact_id = contact_id_for(details, now)
        currency = Business.objects.current().currency
        values = {"currency": currency, "total": plan.price, "contact_id": contact_id, "created_at": now}
        checkout, made = Checkout.objects.select_for_update(of=("self",), no_key=True).get_or_create(
            token=token, defaults=values
        )
        if made:
            CheckoutLine.objects.create(checkout=checkout, plan=plan, total=plan.price, terms=kept(terms_now(plan)))
        elif checkout.completed_at is None and checkout.contact_id not in (None, contact_id):
            checkout.contact_id = contact_id
            checkout.save(update_fields=["contact"])
    return checkout


def in_full(checkout: Checkout) -> Option:
    """The one way to pay for a plan: online, at once."""
    return Option(Way.EVERYTHING, PaymentOption.ONLINE, checkout.total, ZERO)


def refuse_overdue(checkout: Checkout, now: datetime) -> None:
    """Of an open checkout of a plan, before it is paid: what was chosen counts for as long as a hold would, and while
    the plan is sold. Nobody buys for somebody who was erased.

    Raises PlanWithdrawn, PlanNotWaiting.
    """
    minutes = Business.objects.current().checkout_minutes
    line = checkout.lines.select_related("plan", "checkout__contact").exclude(plan=None).get()
    if line.plan is not None and not line.plan.on_sale:
        raise PlanWithdrawn
    contact = line.checkout.contact
    erased = contact is not None and contact.erased_at is not None
    if erased or checkout.created_at + timedelta(minutes=minutes) <= now:
        raise PlanNotWaiting


def wait_for_plans(contact_id: int) -> None:
    """In the transaction that erases their buyer; none begins to be paid meanwhile. Raises PlanBeingPaid."""
    open_ones = Checkout.objects.select_for_update(no_key=True).filter(contact=contact_id, completed_at=None)
    under_way = [PaymentState.CREATED, PaymentState.PROCESSING, PaymentState.AUTHORISED]
    if Payment.objects.filter(checkout__in=[each.pk for each in open_ones], state__in=under_way).exists():
        raise PlanBeingPaid
