"""A contact's other address: its bookings come along, and whatever was open under the old one ends."""

from datetime import datetime

import psycopg
from django.db import IntegrityError
from django.db.models import F

from bookings.actors import Actor
from bookings.lifecycle import Details, change_contact
from bookings.lifecycle.settling import lock_booking
from bookings.members import is_own, own_bookings
from bookings.models import Booking, CalendarFeed, Contact, EventKind
from bookings.moves import record
from bookings.states import FINAL


def change_address(contact: Contact, email: str, *, by: Actor, now: datetime) -> None:
    """The contact's and its bookings'; every browser is signed out, and a calendar that was read at the old address
    ends.

    In the caller's transaction, with the contact locked as it stands there, FOR UPDATE: a booking that is being made
    with the old address is waited for and comes along, a later one gets a contact of its own. As everywhere, the
    contact is locked before bookings. Raises IntegrityError where somebody has the address (`is_taken`).
    """
    old = Contact(pk=contact.pk, email=contact.email)
    contact.email = email.lower()
    contact.sign_in_version += 1
    contact.save(update_fields=["email", "sign_in_version"])
    contact.sign_in_links.all().delete()
    CalendarFeed.objects.filter(contact=contact).update(version=F("version") + 1, rotated_at=now)
    for booking in own_bookings(old).order_by("pk"):
        _take_along(booking, old, contact, by, now)


def is_taken(error: IntegrityError) -> bool:
    cause = error.__cause__
    return isinstance(cause, psycopg.Error) and cause.diag.constraint_name == "an_email_names_one_contact"


def _take_along(booking: Booking, old: Contact, contact: Contact, by: Actor, now: datetime) -> None:
    """With the messages that are still to come; of what is over only the address. One that was passed on to somebody
    else until its lock was free stays theirs."""
    booking = lock_booking(booking)
    if not is_own(old, booking):
        return
    if booking.status in FINAL or booking.ends_at <= now:
        version = booking.link_version + 1
        record(booking, EventKind.UPDATED, by=by, now=now, email=contact.email, link_version=version)
        return
    details = Details(
        first_name=booking.first_name,
        last_name=booking.last_name,
        email=contact.email,
        phone=str(booking.phone),
        phone_as_typed=booking.phone_as_typed,
        location_text=booking.location_text,
        contact_time_zone=booking.contact_time_zone.key if booking.contact_time_zone else None,
        language=booking.language,
        send_sms_reminder=booking.send_sms_reminder,
        answers=booking.answers,
    )
    change_contact(booking, details, by=by, now=now)
