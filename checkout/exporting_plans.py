"""A person's plans as plain data, for the file of all that is kept about them (checkout/exporting.py)."""

from typing import Any

from django.db.models import Prefetch

from bookings.models import Contact
from checkout.models import CouponUse, CreditPot, Membership, Redemption

HELD = ("name", "kind", "credits", "cycle", "price", "starts_at", "ends_at", "ended_at", "created_at")
POT = ("starts_at", "ends_at", "credits", "used")
USED = ("amount", "used_at", "released_at")
TAKEN = ("credits", "redeemed_at", "returned_at")


def plans_of(contact: Contact) -> list[dict[str, Any]]:
    """Each with what its credits were taken for."""
    taken = Redemption.objects.select_related("booking").order_by("pk")
    pots = CreditPot.objects.order_by("starts_at").prefetch_related(Prefetch("redemptions", taken))
    held = Membership.objects.filter(contact=contact).order_by("created_at", "pk")
    return [
        _of(membership, HELD)
        | {
            "pots": [
                _of(pot, POT)
                | {"taken": [_of(row, TAKEN) | {"booking": row.booking.code} for row in pot.redemptions.all()]}
                for pot in membership.pots.all()
            ]
        }
        for membership in held.prefetch_related(Prefetch("pots", pots))
    ]


def coupons_of(contact: Contact) -> list[dict[str, Any]]:
    """Each code that was used, and whether the use became free again."""
    uses = CouponUse.objects.filter(contact=contact).select_related("coupon").order_by("used_at", "pk")
    return [_of(use, USED) | {"code": use.coupon.code} for use in uses]


def _of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names}
