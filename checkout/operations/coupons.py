"""apply_coupon, remove_coupon: a code is used from the moment it is typed (domain.md section 12)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.models import Booking
from bookings.retrying import retried
from bookings.states import Status
from checkout.errors import (
    CheckoutClosed,
    CouponEnded,
    CouponNotForThis,
    CouponNotYet,
    CouponUnknown,
    CouponUsedByYou,
    CouponUsedUp,
)
from checkout.gateways import gateway
from checkout.models import Checkout, Coupon, CouponUse
from checkout.operations.begin import OPEN, ask_about_begun
from checkout.operations.freeing import free
from checkout.operations.locking import lock_checkout
from checkout.operations.options import checkout_options
from checkout.operations.repricing import reprice, use_of
from services.models import Business
from services.wording import moment


def normal(code: str) -> str:
    """However it was typed: without spaces, in large letters."""
    return "".join(code.split()).upper()


@retried
def apply_coupon(checkout: Checkout, code: str, *, now: datetime) -> Checkout:
    """The code's discount on the lines that it is for; in place of another code. The same again changes nothing.

    An attempt to pay that was begun is asked about first, and its page ends when the sum is another; money for the
    old sum that arrives all the same is shared out, and what is too much goes back. Raises CheckoutClosed and the
    CouponRefused that says why.
    """
    ask_about_begun(checkout.payments, now=now)
    with transaction.atomic():
        checkout, bookings = _lock_open(checkout)
        use = use_of(checkout)
        coupon = _lock_coupon(normal(code), use)
        if use is not None and use.coupon_id == coupon.pk:
            return checkout
        if use is not None:
            free(use, now)
        _use(coupon, checkout, bookings, now)
    _end_overtaken(checkout, bookings)
    return checkout


@retried
def remove_coupon(checkout: Checkout, *, now: datetime) -> Checkout:
    """The full price again, and the use free for somebody else. Raises CheckoutClosed."""
    ask_about_begun(checkout.payments, now=now)
    with transaction.atomic():
        checkout, bookings = _lock_open(checkout)
        if not take_off(checkout, bookings, now=now):
            return checkout
    _end_overtaken(checkout, bookings)
    return checkout


def take_off(checkout: Checkout, bookings: Sequence[Booking], *, now: datetime) -> bool:
    """`remove_coupon` under the locks of an open checkout. False where none is used."""
    use = use_of(checkout)
    if use is None:
        return False
    free(use, now)
    reprice(checkout, bookings, None, by=Actor.visitor(), now=now)
    return True


def follow_contact(booking: Booking, *, now: datetime) -> None:
    """In the transaction that gives the booking another address, which is locked: its code is asked about anew, for
    whose it is now. Used by them as often as they may: it is taken off."""
    kept = CouponUse.objects.filter(checkout__lines__booking=booking, checkout__completed_at=None, released_at=None)
    known = kept.values_list("checkout_id", flat=True).first()
    if known is None:
        return
    checkout, bookings = lock_checkout(known)
    use = use_of(checkout)
    if use is None or checkout.completed_at is not None or use.contact_id == booking.contact_id:
        return
    coupon = Coupon.objects.select_for_update(no_key=True).get(pk=use.coupon_id)
    if not _is_used_by(coupon, booking.contact_id):
        use.contact_id = booking.contact_id
        use.save(update_fields=["contact"])
        return
    take_off(checkout, bookings, now=now)
    transaction.on_commit(lambda: _end_overtaken(checkout, bookings), robust=True)


def was_taken_off(checkout: Checkout, now: datetime) -> bool:
    """By what was done at `now`."""
    return not checkout.discount and checkout.coupon_uses.filter(released_at=now).exists()


def _end_overtaken(checkout: Checkout, bookings: Sequence[Booking]) -> None:
    """As begin_payment does for another amount; that of a deposit may still be the same."""
    dues = [option.due_now for option in checkout_options(bookings)]
    for old in checkout.payments.filter(state__in=OPEN).exclude(provider_id="").exclude(amount__in=dues):
        gateway(old.gateway).expire(old)


def _lock_open(checkout: Checkout) -> tuple[Checkout, list[Booking]]:
    checkout, bookings = lock_checkout(checkout.pk)
    waiting = all(booking.status == Status.CREATED for booking in bookings)
    if checkout.completed_at is not None or not waiting:
        raise CheckoutClosed
    return checkout, bookings


def _lock_coupon(code: str, use: CouponUse | None) -> Coupon:
    """With the one that it takes the place of, by id: two that change places don't wait for each other."""
    wanted = Q(code__iexact=code) | (Q(pk=use.coupon_id) if use else Q())
    locked = list(Coupon.objects.select_for_update(no_key=True).filter(wanted).order_by("pk"))
    found = next((coupon for coupon in locked if coupon.code.upper() == code), None)
    if found is None:
        raise CouponUnknown
    return found


def _use(coupon: Coupon, checkout: Checkout, bookings: Sequence[Booking], now: datetime) -> None:
    contact_id = next((booking.contact_id for booking in bookings if booking.contact_id), checkout.contact_id)
    _refuse(coupon, contact_id, now)
    counted = Coupon.objects.filter(Q(limit=None) | Q(used__lt=F("limit")), pk=coupon.pk).update(used=F("used") + 1)
    if not counted:
        raise CouponUsedUp
    found = reprice(checkout, bookings, coupon, by=Actor.visitor(), now=now)
    if not found.discount:
        raise CouponNotForThis
    CouponUse.objects.create(
        coupon=coupon, checkout=checkout, contact_id=contact_id, amount=found.discount, used_at=now
    )


def _refuse(coupon: Coupon, contact_id: int | None, now: datetime) -> None:
    """Under the coupon's lock, so that nobody else uses it meanwhile."""
    if not coupon.active or (coupon.ends_at is not None and now >= coupon.ends_at):
        raise CouponEnded
    if coupon.starts_at is not None and now < coupon.starts_at:
        words = {"moment": moment(coupon.starts_at, Business.objects.current().zone, now)}
        raise CouponNotYet(_("This code is valid from %(moment)s.") % words)
    if _is_used_by(coupon, contact_id):
        raise CouponUsedByYou


def _is_used_by(coupon: Coupon, contact_id: int | None) -> bool:
    """As often as one person may."""
    if contact_id is None or coupon.limit_per_contact is None:
        return False
    return coupon.uses.filter(contact_id=contact_id, released_at=None).count() >= coupon.limit_per_contact
