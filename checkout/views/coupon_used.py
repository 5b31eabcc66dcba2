"""The coupon of a checkout, read along with it."""

from typing import Any

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from checkout.models import Checkout, Coupon, CouponUse


def with_coupons(checkouts: QuerySet[Checkout]) -> QuerySet[Any]:
    """For `coupons_of`, without a question of its own."""
    kept = CouponUse.objects.filter(checkout=OuterRef("pk"), released_at=None)
    there_are = Exists(Coupon.objects.filter(active=True))
    return checkouts.annotate(coupon_used=Subquery(kept.values("coupon__code")[:1]), has_coupons=there_are)


def coupons_of(checkout: Any) -> tuple[str, bool]:
    """The code that is used, and whether a code may be asked for: only a business that has coupons does."""
    return checkout.coupon_used or "", checkout.has_coupons
