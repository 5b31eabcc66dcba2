"""Who is told what after a decision: messages, reminders and alerts, written with the event they tell of."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bookings import messages
from bookings.balance import due
from bookings.credit_words import in_use
from bookings.decisions import Decision
from bookings.going_back import going_back
from bookings.line import WAITLIST_CLOSED
from bookings.messages.recipients import STANDING
from bookings.messages.waiting import CALLED_OFF
from bookings.models import Alert, AlertKind, Booking, BookingEvent, Channel, MessageKind, MessageState
from bookings.states import PaymentStatus, Status
from services.models import Business, ServiceKind
from services.wording import moment, money

_KINDS = {
    Status.CONFIRMED: MessageKind.CONFIRMED,
    Status.PENDING: MessageKind.RECEIVED,
    Status.DECLINED: MessageKind.DECLINED,
}


def after_decision(
    booking: Booking,
    decision: Decision,
    event: BookingEvent,
    *,
    now: datetime,
    words: str = "",
    notify: bool = True,
) -> None:
    """The customer hears the answer, the owner of requests and double bookings; the reminder is planned."""
    if notify:
        facts = money_facts(booking) | _said(words) if decision.status != Status.DECLINED else _parting(booking, words)
        messages.plan(_KINDS[decision.status], booking, event=event, now=now, facts=facts)
    if decision.status == Status.CONFIRMED:
        messages.plan_reminder(booking, now=now)
    if decision.status == Status.PENDING:
        messages.plan(MessageKind.NEW_REQUEST, booking, event=event, now=now)
    if decision.double_booked:
        _alert_double_booked(booking, now)
        messages.plan(MessageKind.DOUBLE_BOOKED, booking, event=event, now=now)


def after_decline(booking: Booking, event: BookingEvent, *, now: datetime, words: str = "") -> None:
    messages.drop_reminders(booking, now=now, reason=_("the booking was declined"))
    messages.plan(MessageKind.DECLINED, booking, event=event, now=now, facts=_parting(booking, words))


# Whether it arrived, came back or is under way: it was said to the old address.
_LEFT = (
    MessageState.SENDING,
    MessageState.SENT,
    MessageState.DELIVERED,
    MessageState.FAILED,
    MessageState.UNCERTAIN,
)


def after_contact_change(booking: Booking, *, old_email: str = "", now: datetime) -> None:
    """What waits to be said goes to where the customer can be reached now; what was said last is said there again,
    since the page has a new link and the old one has ended."""
    if old_email:
        messages.readdress(booking, old_email)
        told = booking.messages.filter(kind__in=STANDING, channel=Channel.EMAIL, state__in=_LEFT)
        if (last := told.order_by("created_at").last()) is not None:
            messages.resend(last, now=now)
    waits = booking.messages.filter(kind=MessageKind.REMINDER, state=MessageState.PLANNED)
    if booking.status == Status.CONFIRMED and waits.exists():
        messages.plan_reminder(booking, now=now)


def after_cancel(
    booking: Booking, event: BookingEvent, refund: Decimal, *, now: datetime, words: str, notify: bool
) -> None:
    messages.drop_reminders(booking, now=now, reason=_("the booking was canceled"))
    if notify:
        facts = _parting(booking, words) | _back(refund)
        messages.plan(MessageKind.CANCELED, booking, event=event, now=now, facts=facts)


def after_call_off(
    booking: Booking, event: BookingEvent, refund: Decimal, *, now: datetime, words: str, by_text: bool
) -> None:
    """Everybody hears of it by email, who waited for a place in words of their own; whoever agreed to texts in time
    not to come."""
    messages.drop_reminders(booking, now=now, reason=_("it was called off"))
    facts = _parting(booking, words) | _back(refund)
    if event.reason == WAITLIST_CLOSED:
        facts["waitlist"] = CALLED_OFF
    messages.plan(MessageKind.CALLED_OFF, booking, event=event, now=now, facts=facts)
    if by_text:
        messages.plan_text(MessageKind.CALLED_OFF, booking, event=event, now=now)


def _back(refund: Decimal) -> dict[str, Any]:
    return {"refund": money(refund, Business.objects.current().currency)} if refund else {}


def _parting(booking: Booking, words: str) -> dict[str, Any]:
    """For a booking that has ended: the owner's words, and what becomes of what is reserved or was paid in person."""
    facts = _said(words)
    if booking.credits:
        facts |= {"credits_back": in_use(booking), "credits_kept": booking.credits_kept}
    if booking.amount_authorised and not booking.amount_paid:
        facts["released"] = money(booking.amount_authorised, Business.objects.current().currency)
    if by_hand := going_back(booking).by_hand:
        facts["by_hand"] = money(by_hand, Business.objects.current().currency)
    return facts


def _said(words: str) -> dict[str, Any]:
    return {"words": words} if words else {}


def money_facts(booking: Booking) -> dict[str, Any]:
    """What is paid and what is left, in words; nothing is called paid before it is. Credits as numbers."""
    if booking.credits:
        return {"credits": in_use(booking)}
    if booking.payment_status == PaymentStatus.EXEMPT or booking.price is None:
        return {}
    currency = Business.objects.current().currency
    facts = {"price": money(booking.price, currency)}
    paid = booking.amount_paid - booking.amount_refunded
    if paid:
        facts["paid"] = money(paid, currency)
    elif booking.amount_authorised:
        facts["reserved"] = _reserved(booking, booking.price, currency)
    if left := due(booking):
        facts["due"] = money(left, currency)
    return facts


def _reserved(booking: Booking, price: Decimal, currency: str) -> str:
    """With what is taken of it, where people have left since."""
    amounts = {"reserved": money(booking.amount_authorised, currency), "take": money(price, currency)}
    if price < booking.amount_authorised:
        return _("%(reserved)s, of which we take %(take)s") % amounts
    return amounts["reserved"]


def _alert_double_booked(booking: Booking, now: datetime) -> None:
    words = {"who": booking.resource_name or booking.title, "what": booking.title}
    words["when"] = moment(booking.starts_at, booking.zone, now)
    if booking.kind == ServiceKind.APPOINTMENT:
        text = _("%(who)s has two bookings on %(when)s") % words
    elif booking.kind == ServiceKind.CLASS:
        text = _("More people than places: %(what)s on %(when)s") % words
    else:
        text = _("More people than places: %(what)s from %(when)s") % words
    Alert.objects.get_or_create(
        kind=AlertKind.DOUBLE_BOOKED,
        booking=booking,
        solved_at=None,
        defaults={"text": text[:300], "created_at": now},
    )
