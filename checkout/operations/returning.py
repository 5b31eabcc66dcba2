"""Credits follow the booking: back to their pot when it ends or people leave, to another pot when it moves.

What goes back and what is kept stands on the booking, as it does for money (bookings/lifecycle/cancel.py).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.lifecycle import record_payment
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking
from bookings.retrying import retried
from bookings.states import FINAL
from checkout.errors import NotEnoughCredits, PlanDoesNotPay, PlanDoesNotReach
from checkout.models import Redemption
from checkout.operations.pots import lock_membership, put_back, take
from checkout.plans import Span
from checkout.plans_held import cover, not_so_far


def owing() -> QuerySet[Redemption]:
    """Of bookings that have more credits from their pot than they use."""
    ended = Q(booking__status__in=FINAL, credits__gt=F("booking__credits_kept"))
    smaller = ~Q(booking__status__in=FINAL) & Q(credits__gt=F("booking__credits"))
    return Redemption.objects.filter(ended | smaller, returned_at=None).order_by("pk")


@retried
def return_credits(booking_id: int, *, now: datetime) -> None:
    """Nothing too much: nothing done."""
    if not owing().filter(booking=booking_id).exists():
        return
    with transaction.atomic():
        booking = lock_booking(Booking(pk=booking_id))
        row = Redemption.objects.select_for_update().filter(booking=booking, returned_at=None).first()
        if row is None:
            return
        used = booking.credits_kept if booking.status in FINAL else booking.credits
        if row.credits <= used:
            return
        put_back(row.pot_id, row.credits - used)
        if used:
            row.credits = used
        else:
            row.returned_at = now
        row.save(update_fields=["credits", "returned_at"])
        record_payment(booking, by=Actor.system(), now=now)


def follow_move(booking: Booking, start: datetime, *, now: datetime) -> None:
    """In the transaction that moves the booking, which is locked: another cycle's credits pay for another cycle.

    Raises PlanDoesNotPay, NotEnoughCredits; the booking stays where it is then.
    """
    row = Redemption.objects.select_related("pot").filter(booking=booking, returned_at=None).first()
    if row is None or start in Span(row.pot.starts_at, row.pot.ends_at):
        return
    membership = lock_membership(row.pot.membership_id)
    if membership.ended_at is not None:
        raise PlanDoesNotPay(_("The plan that pays for this booking has ended, so it can't move so far."))
    row = Redemption.objects.select_for_update().select_related("pot").get(pk=row.pk)
    try:
        [part] = cover(membership, [booking], [[start]]).parts
    except NotEnoughCredits as error:
        raise NotEnoughCredits(
            _("The plan %(plan)s has not enough credits left for that date.") % {"plan": membership.name}
        ) from error
    except PlanDoesNotReach as error:
        raise PlanDoesNotPay(not_so_far(error.refusal, membership)) from error
    put_back(row.pot_id, row.credits)
    row.pot = take(membership, part.span, row.credits)
    row.save(update_fields=["pot"])
