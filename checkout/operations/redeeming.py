"""redeem: a plan pays. The credits are taken in the transaction that lets the booking stand (domain.md section 12)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.lifecycle import confirm_or_decline_booking, record_payment
from bookings.lifecycle.settling import lock_booking
from bookings.members import is_own
from bookings.models import Booking, Contact
from bookings.moves import check_revision
from bookings.retrying import retried
from bookings.serving import lock_for_all
from bookings.states import ON_CALENDAR, PaymentOption, PaymentStatus, Status
from checkout.errors import CheckoutClosed, PlanDoesNotPay
from checkout.models import Checkout, Membership, Payment, Redemption
from checkout.operations.begin import OPEN
from checkout.operations.complete import finish
from checkout.operations.coupons import take_off
from checkout.operations.locking import lock_checkout
from checkout.operations.pots import lock_membership, put_back, take
from checkout.plans_held import Part, best_cover, cover, dates_of, live

_UNPAID = (PaymentStatus.NOT_PAID, PaymentStatus.UNDEFINED)


@retried
def redeem(checkout: Checkout, *, contact: Contact, now: datetime) -> Checkout:
    """The member's plan pays for all that is in the checkout, and each booking has its answer.

    Confirmed or requested: its credits are taken. Declined: it takes none (section 4, row 10). Not enough for all:
    nothing has happened. The second time it changes nothing. Raises CheckoutClosed, NotEnoughCredits, PlanDoesNotPay.
    """
    with transaction.atomic():
        lock_for_all(checkout.bookings.order_by("pk"))
        checkout, bookings = lock_checkout(checkout.pk)
        if checkout.completed_at is not None:
            return checkout
        if not bookings or any(booking.status != Status.CREATED for booking in bookings):
            raise CheckoutClosed
        membership, parts = _cover(contact, bookings, now)
        take_off(checkout, bookings, now=now)  # a coupon is for who pays with money
        finish(checkout, bookings, PaymentOption.MEMBERSHIP, None, now=now, decide=False)
        for part in parts:
            _decide(part, membership, contact, now)
    return checkout


def _cover(contact: Contact, bookings: Sequence[Booking], now: datetime) -> tuple[Membership, tuple[Part, ...]]:
    """As it is under the plan's lock."""
    if not all(is_own(contact, booking) and booking.service.pay_by_plan for booking in bookings):
        raise PlanDoesNotPay
    ids = live(contact, bookings[0].service_id, now).values_list("pk", flat=True)
    locked = [lock_membership(pk) for pk in sorted(ids)]
    usable = sorted((each for each in locked if each.ended_at is None), key=lambda each: (each.ends_at, each.pk))
    found = best_cover(usable, bookings, now)
    if found is None:
        raise PlanDoesNotPay
    return found.membership, found.parts


def _decide(part: Part, membership: Membership, contact: Contact, now: datetime) -> None:
    """The credits first, so that what the customer is told knows of them; back again where it can't stand."""
    by = Actor.member()
    pot = take(membership, part.span, part.credits)
    record_payment(part.booking, by=by, now=now, credits=part.credits)
    booking = confirm_or_decline_booking(part.booking, by=Actor.system(), now=now)
    if booking.status in ON_CALENDAR:
        Redemption.objects.create(pot=pot, booking=booking, credits=part.credits, redeemed_at=now)
    else:
        put_back(pot.pk, part.credits)
        record_payment(booking, by=Actor.system(), now=now, credits=0)


@retried
def redeem_by_hand(
    booking: Booking, *, membership: Membership, by: Actor, now: datetime, revision: int | None = None
) -> Booking:
    """The owner lets a plan pay for a booking of the same person that stands and is not paid.

    Raises UnauthorizedOperation, RevisionConflict, PlanDoesNotPay, NotEnoughCredits.
    """
    by.require(Permission.TAKE_PAYMENT)
    with transaction.atomic():
        booking = lock_booking(booking)
        check_revision(booking, revision)
        membership = lock_membership(membership.pk)
        if Payment.objects.filter(checkout__lines__booking=booking, state__in=OPEN).exists():
            raise PlanDoesNotPay(_("Its customer is paying just now. Look at it again in a few minutes."))
        if not may_pay_by_hand(booking) or not _belongs(membership, booking):
            raise PlanDoesNotPay
        [part] = cover(membership, [booking], [dates_of(booking, now)]).parts
        pot = take(membership, part.span, part.credits)
        Redemption.objects.create(pot=pot, booking=booking, credits=part.credits, redeemed_at=now)
        option = PaymentOption.MEMBERSHIP_OFFLINE
        record_payment(booking, by=by, now=now, completed=True, option=option, credits=part.credits)
    return booking


def may_pay_by_hand(booking: Booking) -> bool:
    """It stands, and nothing was paid for it or is reserved."""
    nothing = not (booking.amount_paid or booking.amount_authorised or booking.credits)
    return booking.status in ON_CALENDAR and booking.payment_status in _UNPAID and nothing


def _belongs(membership: Membership, booking: Booking) -> bool:
    own = membership.contact_id == booking.contact_id and membership.ended_at is None
    return own and membership.services.filter(pk=booking.service_id).exists()
