"""What the customer hears when a booking that stands has changed, and the reminder that follows it."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from bookings import messages
from bookings.going_back import going_back
from bookings.models import Booking, BookingEvent, MessageKind
from bookings.notices import money_facts
from bookings.states import Status
from services.models import Business
from services.wording import money


def after_participants(
    booking: Booking, event: BookingEvent, refund: Decimal, kept: Decimal, *, now: datetime
) -> None:
    """The new number and its money: what goes back, and what the business keeps for who left."""
    if not booking.notify:
        return
    currency = Business.objects.current().currency
    facts = money_facts(booking) | _said(booking)
    facts |= {name: money(value, currency) for name, value in (("refund", refund), ("kept", kept)) if value}
    if by_hand := going_back(booking).by_hand:
        facts["by_hand"] = money(by_hand, currency)
    messages.plan(MessageKind.PARTICIPANTS_CHANGED, booking, event=event, now=now, facts=facts)


def after_reschedule(booking: Booking, event: BookingEvent, previous: datetime, *, now: datetime) -> None:
    """The new time and the one before; a request for it reaches the business too. The reminder goes with the time."""
    messages.drop_reminders(booking, now=now, reason=_("the booking was moved"))
    facts = money_facts(booking) | _said(booking) | {"previous_start": previous.isoformat()}
    if booking.status == Status.PENDING:
        with translation.override(booking.language):
            facts["changed"] = _(
                "You have asked for another date. It is not booked yet: we write to you with a yes or a no."
            )
        messages.plan(MessageKind.NEW_REQUEST, booking, event=event, now=now)
    else:
        messages.plan_reminder(booking, now=now)
    if booking.notify:
        messages.plan(MessageKind.RESCHEDULED, booking, event=event, now=now, facts=facts)


def _said(booking: Booking) -> dict[str, Any]:
    return {"words": booking.words} if booking.words else {}
