"""change_contact: who comes, how to reach them, what they answered."""

from datetime import datetime

from django.db import transaction

from bookings import notices
from bookings.actors import Actor
from bookings.errors import InvalidMove
from bookings.lifecycle.details import Details, contact_id_for
from bookings.lifecycle.settling import lock_booking
from bookings.models import Booking, EventKind
from bookings.moves import check_revision, record
from bookings.retrying import retried
from bookings.signals import address_changed
from bookings.states import FINAL


@retried
def change_contact(
    booking: Booking, details: Details, *, by: Actor, now: datetime, revision: int | None = None
) -> Booking:
    """The booking's own copies only. A new email gets a new link, and the booking is its contact's from now on: who
    had the old one sees it no more. Raises InvalidMove, RevisionConflict, TryAgain."""
    with transaction.atomic():
        booking = lock_booking(booking)
        check_revision(booking, revision)
        if booking.status in FINAL:
            raise InvalidMove
        new = {name: value for name, value in details.columns().items() if _differs(getattr(booking, name), value)}
        old_email = booking.email if "email" in new else ""
        if "email" in new:
            new |= {"link_version": booking.link_version + 1, "contact_id": contact_id_for(details, now)}
        if new.get("send_sms_reminder"):
            new["sms_consent_at"] = now
        if new:
            record(booking, EventKind.UPDATED, by=by, now=now, **new)
            notices.after_contact_change(booking, old_email=old_email, now=now)
        if "email" in new and booking.checkout_completed_at is None:
            address_changed.send(Booking, booking=booking, now=now)
            booking = lock_booking(booking)  # as it is now: it may cost more
    return booking


def _differs(old: object, new: object) -> bool:
    return old != new and str(old or "") != str(new or "")
