"""What a business writes down beside its bookings: who came, a card number, its own words, who wants no texts."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from bookings.actors import Actor
from bookings.lifecycle import update_extended_fields
from bookings.messages import opt_out
from bookings.models import AttendanceStatus, Booking, Channel, FieldNamespace, MessageKind, MessageWords, Session
from bookings.sessions.attendance import set_attendance
from bookings.states import Status

CAME, UNNOTED = 0.9, timedelta(days=1)
SYSTEM = Actor.system()
NOTES = ["Likes the window side.", "Back again after a year.", "Comes with a friend on Fridays."]
SCHEMA = {
    "type": "object",
    "properties": {
        "card": {"type": "string", "title": "Client card", "maxLength": 12, "pattern": "^[A-Z]-[0-9]+$"},
        "note": {"type": "string", "title": "Note", "maxLength": 200},
    },
    "additionalProperties": False,
}


@dataclass
class Aftermath:
    now: datetime
    rng: Random

    def tell(self) -> Iterator[str]:
        yield "Who came, and what is noted."
        for session in Session.objects.filter(ends_at__lt=self.now - UNNOTED, called_off_at=None).order_by(
            "starts_at"
        ):
            for booking in _booked(session):
                self._note(booking, session)
        self._fields()
        MessageWords.objects.create(
            kind=MessageKind.CONFIRMED,
            channel=Channel.EMAIL,
            text="Come ten minutes early the first time: the door on the street is slow, and the tea is hot.",
        )
        texted = Booking.objects.filter(send_sms_reminder=True, starts_at__gt=self.now).exclude(phone="")
        if (last := texted.order_by("starts_at", "pk").last()) is not None:
            opt_out.stop(last.phone.as_e164, self.now - timedelta(days=2))

    def _note(self, booking: Booking, session: Session) -> None:
        came = self.rng.random() < CAME
        status = AttendanceStatus.ATTENDED if came else AttendanceStatus.NOT_ATTENDED
        set_attendance(booking, session, status, by=SYSTEM, now=session.ends_at)

    def _fields(self) -> None:
        """Client cards of some regulars."""
        FieldNamespace.objects.create(name="clients", schema=SCHEMA)
        coming = Booking.objects.filter(status=Status.CONFIRMED, starts_at__gt=self.now).order_by("starts_at", "pk")
        for number, booking in enumerate(coming[:12:4]):
            data = {"card": f"C-{410 + 7 * number}", "note": NOTES[number % len(NOTES)]}
            update_extended_fields(booking, "clients", data, by=SYSTEM, now=self.now)


def _booked(session: Session) -> list[Booking]:
    """Confirmed, for this date."""
    of_course = session.kind == "course"
    place = {"schedule": session.schedule_id} if of_course else {"session": session}
    return list(Booking.objects.filter(**place, status=Status.CONFIRMED).order_by("pk"))
