"""release_coupon: a code that came to nothing can be used again (domain.md section 12)."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from bookings.retrying import retried
from bookings.states import FINAL, Status
from checkout.models import Checkout, CheckoutLine, Coupon, CouponUse
from checkout.operations.locking import lock_checkout
from checkout.operations.repricing import use_of

_NO_MONEY = Q(booking__amount_paid=F("booking__amount_refunded"), booking__amount_authorised=0)
_NOTHING = _NO_MONEY & Q(booking__amount_retained=0)
_OPEN_ENDED = Q(checkout__completed_at=None, booking__status__in=FINAL)
_DECLINED = Q(booking__status=Status.DECLINED) & _NOTHING
_BY_PLAN = Q(booking__credits__gt=0) & _NOTHING


def ended_with_coupon() -> QuerySet[Checkout]:
    """Checkouts whose use is to be released: each of its bookings ended before it was completed, or was declined and
    nothing is paid of it, reserved or kept; or a plan pays for it, as credits and coupons don't come together."""
    kept = CouponUse.objects.filter(checkout=OuterRef("pk"), released_at=None)
    stands = CheckoutLine.objects.filter(checkout=OuterRef("pk")).exclude(_OPEN_ENDED | _DECLINED | _BY_PLAN)
    return Checkout.objects.filter(Exists(kept), ~Exists(stands))


@retried
def release_coupon(checkout: Checkout, *, now: datetime) -> bool:
    """The use is free again where nothing came of it; an order keeps its code. True if it was released now."""
    with transaction.atomic():
        checkout, _bookings = lock_checkout(checkout.pk)
        use = use_of(checkout)
        if use is None or not ended_with_coupon().filter(pk=checkout.pk).exists():
            return False
        free(use, now)
    return True


def free(use: CouponUse, now: datetime) -> None:
    """Under the checkout's lock; counted once."""
    if CouponUse.objects.filter(pk=use.pk, released_at=None).update(released_at=now):
        Coupon.objects.filter(pk=use.coupon_id).update(used=F("used") - 1)
