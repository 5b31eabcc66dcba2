"""What the customer hears when a booking that stands has changed, and the reminder that follows it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from bookings import messages
from bookings.balance import ZERO
from bookings.going_back import going_back
from bookings.models import Booking, BookingEvent, MessageKind
from bookings.notices import money_facts
from bookings.states import Status
from services.models import Business, ServiceKind
from services.wording import money


def after_participants(
    booking: Booking, event: BookingEvent, refund: Decimal, kept: Decimal, *, now: datetime
) -> None:
    """The new number and its money: what goes back, and what the business keeps for who left."""
    if not booking.notify:
        return
    facts = money_facts(booking) | _said(booking) | _goes_back(booking, refund, kept) | _credits(event)
    messages.plan(MessageKind.PARTICIPANTS_CHANGED, booking, event=event, now=now, facts=facts)


def after_reschedule(
    booking: Booking,
    event: BookingEvent,
    previous: datetime,
    *,
    now: datetime,
    refund: Decimal = ZERO,
    kept: Decimal = ZERO,
) -> None:
    """The new time and the one before; a request for it reaches the business and the person concerned too. The
    reminder goes with the time. `refund`, `kept`: of people who leave with the change."""
    messages.drop_reminders(booking, now=now, reason=_("the booking was moved"))
    facts = money_facts(booking) | _said(booking) | {"previous_start": previous.isoformat()}
    if refund or kept:
        facts |= _goes_back(booking, refund, kept)
    if booking.status == Status.PENDING:
        with translation.override(booking.language):
            facts["changed"] = _asked_for(booking)
        messages.plan(MessageKind.NEW_REQUEST, booking, event=event, now=now)
    else:
        messages.plan_reminder(booking, now=now)
    if booking.notify:
        messages.plan(MessageKind.RESCHEDULED, booking, event=event, now=now, facts=facts)


def _asked_for(booking: Booking) -> str:
    if booking.kind == ServiceKind.APPOINTMENT:
        return _("You have asked for another time. It is not booked yet: we write to you with a yes or a no.")
    return _("You have asked for another date. It is not booked yet: we write to you with a yes or a no.")


def _goes_back(booking: Booking, refund: Decimal, kept: Decimal) -> dict[str, Any]:
    currency = Business.objects.current().currency
    facts = {name: money(value, currency) for name, value in (("refund", refund), ("kept", kept)) if value}
    by_hand = going_back(booking).by_hand
    return facts | ({"by_hand": money(by_hand, currency)} if by_hand else {})


def _credits(event: BookingEvent) -> dict[str, int]:
    """What of a plan's credits goes back for who left, and what of them stays used; as the event tells it."""
    before, after = event.before, event.after
    back = before["credits"] - after["credits"] if "credits" in after else 0
    kept = after["credits_kept"] - before["credits_kept"] if "credits_kept" in after else 0
    return {name: count for name, count in (("credits_back", back), ("credits_kept", kept)) if count}


def _said(booking: Booking) -> dict[str, Any]:
    return {"words": booking.words} if booking.words else {}
