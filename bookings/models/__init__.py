"""What takes place, who comes, whether it stands, and what is said about it."""

from bookings.models.alert import Alert, AlertKind
from bookings.models.attendance import Attendance, AttendanceStatus
from bookings.models.booking import Booking
from bookings.models.choice import BookingChoice
from bookings.models.contact import Contact
from bookings.models.event import BookingEvent, EventKind
from bookings.models.feed import CalendarFeed
from bookings.models.heartbeat import Heartbeat
from bookings.models.hold import Hold
from bookings.models.message import Channel, Message, MessageKind, MessageState
from bookings.models.namespace import FieldNamespace
from bookings.models.occupancy import Mark, Occupancy
from bookings.models.opt_out import OptOut
from bookings.models.session import Session, SessionKind
from bookings.models.sign_in import SignInLink
from bookings.models.waitlist import Offer, OfferState, Waiting
from bookings.models.words import MessageWords

__all__ = [
    "Alert",
    "AlertKind",
    "Attendance",
    "AttendanceStatus",
    "Booking",
    "BookingChoice",
    "BookingEvent",
    "CalendarFeed",
    "Channel",
    "Contact",
    "EventKind",
    "FieldNamespace",
    "Heartbeat",
    "Hold",
    "Mark",
    "Message",
    "MessageKind",
    "MessageState",
    "MessageWords",
    "Occupancy",
    "Offer",
    "OfferState",
    "OptOut",
    "Session",
    "SessionKind",
    "SignInLink",
    "Waiting",
]
