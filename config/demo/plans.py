"""What is bought beforehand, and what makes it cheaper."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from checkout.models import Coupon, Cycle, Plan, PlanKind
from config.demo.groups import PILATES, YOGA
from config.demo.offer import TAX
from services.models import Service

CLASSES = [YOGA, PILATES]
PLANS: list[dict[str, Any]] = [
    {
        "name": "Ten classes",
        "slug": "ten-classes",
        "summary": "Ten places in yoga or Pilates, for half a year.",
        "credits": 10,
        "valid_days": 183,
        "price": Decimal(120),
    },
    {
        "name": "A class a week",
        "slug": "a-class-a-week",
        "summary": "One place each week, for three months.",
        "kind": PlanKind.PER_CYCLE,
        "credits": 1,
        "cycle": Cycle.WEEK,
        "valid_days": 91,
        "price": Decimal(130),
    },
    {
        "name": "All of a month",
        "slug": "all-of-a-month",
        "summary": "As many classes as you like, for thirty days.",
        "kind": PlanKind.UNLIMITED,
        "valid_days": 30,
        "price": Decimal(75),
    },
]
COUPONS: list[dict[str, Any]] = [
    {"code": "WELCOME10", "note": "On the leaflet of the spring market.", "percent": Decimal(10), "limit": 100},
    {"code": "FIVE-OFF", "note": "For who was ill.", "amount": Decimal(5), "limit_per_contact": 1},
]


def make_plans() -> None:
    classes = list(Service.objects.filter(slug__in=CLASSES))
    for position, about in enumerate(PLANS):
        plan = Plan(tax_rate=TAX, position=position, **about)
        plan.full_clean(exclude=["services"])
        plan.save()
        plan.services.set(classes)


def make_coupons(now: datetime) -> None:
    """One of them has ended already."""
    for about in COUPONS:
        Coupon.objects.create(**about)
    ended = now - timedelta(days=20)
    Coupon.objects.create(code="AUTUMN", percent=Decimal(15), ends_at=ended, note="Ended with the autumn fair.")
