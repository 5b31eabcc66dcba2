"""A booking to try the words of a message on: the shop's latest in its facts, nobody's in person and link."""

from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from bookings.models import Booking, Channel, Message, MessageKind
from services.models import Business, LocationType, Service, ServiceKind
from services.wording import money

_IN_CLASSES = (MessageKind.WAITLISTED, MessageKind.WAITLIST_OFFER)


def sample(kind: MessageKind, channel: Channel, now: datetime) -> tuple[Message, Booking]:
    """Neither is saved, or to be saved."""
    business = Business.objects.current()
    booking = _latest(kind) or _made_up(business, now)
    _make_nobodys(booking)
    message = Message(pk=0, booking=booking, kind=kind, channel=channel, language=booking.language, created_at=now)
    message.facts = _facts(kind, booking, business, now)
    return message, booking


def _make_nobodys(booking: Booking) -> None:
    """Who may write words need not see who books."""
    booking.first_name, booking.last_name, booking.email = _("Ana"), _("Example"), "ana@example.com"
    booking.phone, booking.phone_as_typed = "+12025550123", ""
    booking.contact_time_zone, booking.answers = None, []
    if booking.location_type == LocationType.CUSTOM:
        booking.location_text = _("1 Example Street")
    booking.link_version = 0  # its link opens nothing


def _latest(kind: MessageKind) -> Booking | None:
    bookings = Booking.objects.select_related("service", "location", "resource")
    if kind in _IN_CLASSES:
        bookings = bookings.filter(kind=ServiceKind.CLASS)
    return bookings.order_by("-pk").first()


def _made_up(business: Business, now: datetime) -> Booking:
    day = (now + timedelta(days=3)).astimezone(business.zone).date()
    start = datetime.combine(day, time(11), business.zone)
    return Booking(
        pk=0,
        code="K7M-4QD",
        kind=ServiceKind.APPOINTMENT,
        service=Service(),
        title=_("Massage"),
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        time_zone=business.zone,
        resource_name=_("Vera"),
        location_type=LocationType.OWNER_BUSINESS,
        location_text=business.address,
        answer_by=start - timedelta(days=1),
        price=Decimal(45),
        created_at=now,
        updated_at=now,
    )


def _facts(kind: MessageKind, booking: Booking, business: Business, now: datetime) -> dict[str, Any]:
    """What the verbs hand over for such a message."""
    price = money(booking.price, business.currency) if booking.price else ""
    facts: dict[MessageKind, dict[str, Any]] = {
        MessageKind.RECEIVED: {"price": price, "due": price},
        MessageKind.CONFIRMED: {"price": price, "due": price},
        MessageKind.PARTICIPANTS_CHANGED: {"price": price, "due": price},
        MessageKind.PAYMENT_RECEIVED: {"price": price, "paid": price},
        MessageKind.PAYMENT_DUE: {"price": price, "due": price},
        MessageKind.CANCELED: {"refund": price},
        MessageKind.CALLED_OFF: {"refund": price},
        MessageKind.PAYMENT_REFUNDED: {"refund": price},
        MessageKind.RESCHEDULED: {
            "price": price,
            "previous_start": (booking.starts_at - timedelta(days=1)).isoformat(),
        },
        MessageKind.WAITLIST_OFFER: {"until": (now + timedelta(minutes=20)).isoformat()},
    }
    return {name: value for name, value in facts.get(kind, {}).items() if value}
