"""erase_contact: one person's data is blanked; money, times and what happened stay (journeys.md O16, S37).

What is personal stands in the three tables below, column by column; a test walks every model and asks about each
new text field.
"""

from datetime import datetime
from typing import Any

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext as _

from bookings.actors import Actor, Permission
from bookings.errors import BookingsStand
from bookings.lifecycle.settling import lock_booking
from bookings.messages.recipients import TO_OWNER
from bookings.models import Booking, CalendarFeed, Contact, EventKind, Message, MessageState
from bookings.moves import record
from bookings.retrying import retried
from bookings.signals import contact_erased
from bookings.states import FINAL, Status
from services.models import LocationType

BOOKING: dict[str, Any] = {
    "first_name": "",
    "last_name": "",
    "email": "",
    "phone": "",
    "phone_as_typed": "",
    "contact_time_zone": None,
    "answers": [],
    "participant_notification": {},
    "extended_fields": {},
    "send_sms_reminder": False,
    "client_token": None,
}
VISITED = {"location_text": ""}  # the customer's own address, where we came to them
CONTACT: dict[str, Any] = {"first_name": "", "last_name": "", "phone": "", "time_zone": None}
MESSAGE: dict[str, Any] = {"facts": {}, "reason": "", "provider_id": ""}
ERASED = "erased"  # why the revision of a booking went up


def standing(contact: Contact, now: datetime) -> list[Booking]:
    """What has to end before its person can be erased, the next first."""
    ahead = Q(status=Status.CONFIRMED, ends_at__gt=now)
    undecided = Q(status__in=[Status.CREATED, Status.PENDING, Status.WAITING_LIST])
    return list(theirs(contact).filter(ahead | undecided).order_by("starts_at", "pk"))


def theirs(contact: Contact) -> QuerySet[Booking]:
    """Linked to the contact, or made with the same address."""
    return Booking.objects.filter(Q(contact=contact) | Q(email__lower=contact.email.lower()))


@retried
def erase_contact(contact: Contact, *, by: Actor, now: datetime) -> Contact:
    """Once and for all; again it changes nothing.

    Locks the contact first: a booking that is being made for the same address waits, and gets a contact of its own.
    Raises UnauthorizedOperation, BookingsStand, TryAgain.
    """
    if not by.is_customer:
        by.require(Permission.ERASE)
    with transaction.atomic():
        contact = Contact.objects.select_for_update().get(pk=contact.pk)
        if contact.erased_at is not None:
            return contact
        ids = list(theirs(contact).order_by("pk").values_list("pk", flat=True))
        bookings = [lock_booking(Booking(pk=pk)) for pk in ids]
        if left := [booking for booking in bookings if _stands(booking, now)]:
            raise BookingsStand(left)
        for booking in bookings:
            _erase_booking(booking, by, now)
        _erase_messages(ids)
        _erase_person(contact, now)
        contact_erased.send(Contact, booking_ids=ids, contact_id=contact.pk)
    return contact


def _stands(booking: Booking, now: datetime) -> bool:
    return booking.status not in FINAL and not (booking.status == Status.CONFIRMED and booking.ends_at <= now)


def _erase_booking(booking: Booking, by: Actor, now: datetime) -> None:
    """The link ends with it."""
    blanks = BOOKING | (VISITED if booking.location_type == LocationType.CUSTOM else {})
    blanks |= {"link_version": booking.link_version + 1, "erased_at": now}
    record(booking, EventKind.UPDATED, by=by, now=now, reason=ERASED, **blanks)


def _erase_messages(booking_ids: list[int]) -> None:
    """What was not sent yet never is. The business's own copies keep their address; each row stays told apart."""
    messages = Message.objects.filter(booking__in=booking_ids)
    waiting = messages.filter(state__in=[MessageState.PLANNED, MessageState.SENDING])
    waiting.update(state=MessageState.DROPPED)
    messages.update(**MESSAGE)
    nobody = Concat(Value(f"{ERASED}-"), Cast(F("pk"), CharField()))
    messages.exclude(kind__in=TO_OWNER).update(recipient=nobody)


def _erase_person(contact: Contact, now: datetime) -> None:
    for name, value in CONTACT.items():
        setattr(contact, name, value)
    contact.email = f"{ERASED}-{contact.pk}@{ERASED}.invalid"  # unique, and no mail can go there (RFC 2606)
    contact.sign_in_version += 1
    contact.erased_at = now
    contact.save()
    contact.sign_in_links.all().delete()
    CalendarFeed.objects.filter(contact=contact).delete()
    spoken_of = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Contact), object_id=contact.pk)
    spoken_of.update(object_repr=_("Erased"))
