"""What takes place, who comes, whether it stands, and what is said about it."""

from bookings.models.alert import Alert, AlertKind
from bookings.models.booking import Booking
from bookings.models.choice import BookingChoice
from bookings.models.contact import Contact
from bookings.models.event import BookingEvent, EventKind
from bookings.models.heartbeat import Heartbeat
from bookings.models.hold import Hold
from bookings.models.message import Channel, Message, MessageKind, MessageState
from bookings.models.occupancy import Mark, Occupancy
from bookings.models.session import Session, SessionKind
from bookings.models.waitlist import Offer, OfferState, Waiting

__all__ = [
    "Alert",
    "AlertKind",
    "Booking",
    "BookingChoice",
    "BookingEvent",
    "Channel",
    "Contact",
    "EventKind",
    "Heartbeat",
    "Hold",
    "Mark",
    "Message",
    "MessageKind",
    "MessageState",
    "Occupancy",
    "Offer",
    "OfferState",
    "Session",
    "SessionKind",
    "Waiting",
]
