"""What was said about a booking, what is planned, and the moments ahead (templates/components/timeline.html)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.balance import due
from bookings.messages.recipients import TO_OWNER
from bookings.models import Booking, Channel, Message, MessageKind, MessageState
from bookings.states import Status
from services import wording
from services.models import Business, LateCancel, ServiceKind


@dataclass(frozen=True, slots=True)
class Entry:
    when: datetime
    at: str
    mark: str
    title: str
    text: str = ""
    todo: bool = False


_TITLES = {
    MessageKind.RECEIVED: gettext_lazy("We have your request"),
    MessageKind.CONFIRMED: gettext_lazy("Confirmation"),
    MessageKind.DECLINED: gettext_lazy("Our answer"),
    MessageKind.CANCELED: gettext_lazy("Cancellation"),
    MessageKind.RESCHEDULED: gettext_lazy("The new time"),
    MessageKind.PARTICIPANTS_CHANGED: gettext_lazy("The new number of people"),
    MessageKind.PAYMENT_RECEIVED: gettext_lazy("Payment received"),
    MessageKind.PAYMENT_REFUNDED: gettext_lazy("Refund"),
    MessageKind.PAYMENT_DUE: gettext_lazy("Payment due"),
    MessageKind.REMINDER: gettext_lazy("Reminder"),
    MessageKind.WAITLISTED: gettext_lazy("On the waitlist"),
    MessageKind.WAITLIST_OFFER: gettext_lazy("A place came free"),
    MessageKind.CALLED_OFF: gettext_lazy("It is called off"),
}
# Where the owner's word for it would leave a customer wondering.
_STATES = {
    MessageState.FAILED: gettext_lazy("not delivered"),
    MessageState.SKIPPED: gettext_lazy("not sent"),
    MessageState.UNCERTAIN: gettext_lazy("may not have arrived"),
}
_MARKS = {
    MessageState.PLANNED: "plan",
    MessageState.SENDING: "plan",
    MessageState.FAILED: "warn",
    MessageState.UNCERTAIN: "ask",
    MessageState.SKIPPED: "no",
    MessageState.DROPPED: "no",
}
_WAITING = (MessageState.PLANNED, MessageState.SENDING)


def messages_to_customer(booking: Booking) -> list[Message]:
    """Those that were dropped for others are the owner's to see."""
    own = booking.messages.exclude(kind__in=TO_OWNER).exclude(state=MessageState.DROPPED)
    return list(own.order_by("due_at", "id"))


def undelivered(booking: Booking, messages: Sequence[Message]) -> str:
    """The address to which the last email could not be delivered, while it still is the booking's (journeys.md
    S17)."""
    ended = (MessageState.SENT, MessageState.DELIVERED, MessageState.FAILED)
    emails = [message for message in messages if message.channel == Channel.EMAIL and message.state in ended]
    last = max(emails, key=lambda message: (message.created_at, message.pk), default=None)
    if last is None or last.state != MessageState.FAILED or last.recipient != booking.email:
        return ""
    return booking.email


def message_entries(booking: Booking, messages: Sequence[Message], now: datetime) -> list[Entry]:
    return _merged(_message(message, booking, now) for message in messages)


def ahead(booking: Booking, messages: Sequence[Message], business: Business, now: datetime) -> list[Entry]:
    """What happens next, in order: the latest message, then the moments to come."""
    told = [message for message in messages if message.state != MessageState.SKIPPED]
    entries = [_message(message, booking, now) for message in told if message.kind != MessageKind.REMINDER][-1:]
    entries += [_message(message, booking, now) for message in told if message.kind == MessageKind.REMINDER]
    if booking.status == Status.PENDING and booking.answer_by:
        entries.append(_moment(booking.answer_by, booking, now, _("Our answer, at the latest")))
    if booking.status == Status.CONFIRMED:
        entries += _visit(booking, business, now)
    return _merged(sorted(entries, key=lambda entry: entry.when))


def _merged(entries: Iterable[Entry]) -> list[Entry]:
    """One line for what is said of the same moment in the same words."""
    lines: dict[tuple[str, str, str], Entry] = {}
    for entry in entries:
        lines.setdefault((entry.at, entry.title, entry.text), entry)
    return list(lines.values())


def _visit(booking: Booking, business: Business, now: datetime) -> list[Entry]:
    entries = []
    until = booking.cancel_until
    if until and now < until < booking.starts_at:
        entries.append(
            _moment(until, booking, now, _("Last moment to cancel free of charge"), _after_cutoff(booking, business))
        )
    if now < booking.starts_at:
        visit = _("The first date") if booking.kind == ServiceKind.COURSE else _("Your visit")
        entries.append(_moment(booking.starts_at, booking, now, visit, _prepare(booking, business)))
    return entries


def _after_cutoff(booking: Booking, business: Business) -> str:
    words = {"business": business.name, "amount": wording.money(booking.deposit, business.currency)}
    late = booking.terms.late_cancel
    if late == LateCancel.KEEP_ALL and booking.amount_paid:
        return _("After that, what you paid stays with %(business)s.") % words
    if late == LateCancel.KEEP_DEPOSIT and booking.deposit:
        return _("After that the %(amount)s deposit stays with %(business)s.") % words
    return _("After that, call us.") if late == LateCancel.REFUSED else ""


def _prepare(booking: Booking, business: Business) -> str:
    """How to find it, what to bring, what to pay."""
    left = due(booking)
    pay = _("%(amount)s to pay.") % {"amount": wording.money(left, business.currency)} if left else ""
    find = booking.location.directions if booking.location else ""
    sentences = [text if text.endswith(".") else f"{text}." for text in (find, booking.service.bring) if text]
    return " ".join(filter(None, (*sentences, pay)))


def _moment(when: datetime, booking: Booking, now: datetime, title: str, text: str = "") -> Entry:
    return Entry(when, wording.moment(when, booking.zone, now), "plan", title, text, todo=True)


def _message(message: Message, booking: Booking, now: datetime) -> Entry:
    waiting = message.state in _WAITING
    when = message.sent_at or message.due_at
    words = {
        "channel": _("Text") if message.channel == Channel.SMS else _("Email"),
        "recipient": message.recipient,
        "state": _STATES.get(MessageState(message.state), message.get_state_display()),
        "reason": message.reason.rstrip("."),
    }
    text = _("%(channel)s to %(recipient)s, %(state)s: %(reason)s.") if message.reason else ""
    text = text or _("%(channel)s to %(recipient)s, %(state)s.")
    title = str(_TITLES.get(MessageKind(message.kind), message.get_kind_display()))
    mark = _MARKS.get(MessageState(message.state), "ok")
    return Entry(when, wording.moment(when, booking.zone, now), mark, title, text % words, todo=waiting)
