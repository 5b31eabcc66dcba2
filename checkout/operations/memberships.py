"""A plan that was bought becomes somebody's, and ends when its money went back (domain.md section 12)."""

from datetime import datetime

from django.db.models import Sum

from bookings.models import Contact
from bookings.nudges import nudge_by_name
from checkout.models import CreditPot, Membership, OrderLine, Plan, PlanKind, RefundState
from checkout.plan_terms import Terms
from checkout.plans import runs_out
from checkout.pricing import ZERO
from services.models import Business, Service

MAIL_TASK = "checkout.tasks.send_plan_mail"


def start_membership(plan: Plan, contact: Contact, terms: Terms, *, now: datetime) -> Membership:
    """From now on, with copies of what the plan said. Credits of a cycle come when the cycle is first used."""
    membership = Membership.objects.create(
        plan=plan,
        contact=contact,
        name=terms.name,
        kind=terms.kind,
        credits=terms.credits,
        cycle=terms.cycle,
        price=terms.price,
        starts_at=now,
        ends_at=runs_out(now, terms.valid_days, Business.objects.current().time_zone),
        created_at=now,
    )
    membership.services.set(Service.objects.filter(pk__in=terms.services))
    if terms.kind != PlanKind.PER_CYCLE:
        CreditPot.objects.create(
            membership=membership, starts_at=now, ends_at=membership.ends_at, credits=terms.credits
        )
    nudge_by_name(MAIL_TASK, membership.pk)
    return membership


def end_refunded(line: OrderLine, *, now: datetime) -> None:
    """Where all that was paid for it has gone back; under its checkout's lock. What it paid for stands, and what
    another attempt had paid was never the plan's."""
    paid = line.shares.aggregate(sum=Sum("amount"))["sum"] or ZERO
    refunds = line.refunds.filter(state=RefundState.DONE, payment__shares__line=line)
    back = refunds.aggregate(sum=Sum("amount"))["sum"] or ZERO
    if 0 < paid <= back:
        Membership.objects.filter(order_line=line, ended_at=None).update(ended_at=now)
