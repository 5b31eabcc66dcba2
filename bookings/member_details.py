"""What members change about themselves: how they are called and reached, and their address.

Bookings keep their own copies. Only another address reaches them, since it is what they belong by.
"""

import logging
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.conf import settings
from django.core import signing
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from bookings.actors import Actor
from bookings.errors import AddressTaken, LinkOver, TooManyLinks
from bookings.member_address import change_address, is_taken
from bookings.messages.outcomes import NotSent, Unknown
from bookings.models import Contact
from bookings.nudges import nudge_by_name
from bookings.retrying import retried
from bookings.sign_in import MINUTES, MOST, VALID_FOR, WITHIN
from bookings.sign_in_mail import send_confirmation

logger = logging.getLogger(__name__)
SEND_TASK = "bookings.tasks.send_address_link"
_SALT = "bookings.address"


@dataclass(frozen=True, slots=True)
class NewAddress:
    """What a confirmation link says. `version`: the sign-ins that it was asked under; raised, the link is over."""

    contact: int
    email: str
    version: int


def ask_for_address(contact: Contact, email: str) -> None:
    """A link to the new address; nothing changes before it is used. Whether somebody has that address already is
    said to whoever opens the link, not to whoever asks.

    The worker reads the address from the cache: what goes through a queue is logged. Raises TooManyLinks, and
    RedisError where there is no cache.
    """
    asked = f"address-links:{contact.pk}"
    cache.add(asked, 0, timeout=int(WITHIN.total_seconds()))
    if cache.incr(asked) > MOST:
        raise TooManyLinks
    key = f"address-link:{uuid4().hex}"
    words = {"contact": contact.pk, "email": email.lower(), "version": contact.sign_in_version}
    cache.set(key, words, timeout=MINUTES * 60)
    nudge_by_name(SEND_TASK, key)


def deliver_address_link(key: str) -> None:
    """Once, whoever deletes the key; a lost one is asked for again."""
    words = cache.get(key)
    if words is None or not cache.delete(key):
        return
    token = signing.dumps(words, salt=_SALT)
    address = settings.SITE_URL + reverse("mine:confirm", args=[token])
    try:
        send_confirmation(words["email"], address, key.rpartition(":")[2], MINUTES)
    except (NotSent, Unknown) as error:
        logger.warning("the link to confirm an address of contact %s may not have left: %s", words["contact"], error)


def read_address_link(token: str) -> NewAddress:
    """Raises LinkOver for one that is forged, damaged or too old."""
    try:
        return NewAddress(**signing.loads(token, salt=_SALT, max_age=VALID_FOR))
    except (signing.BadSignature, TypeError) as error:
        raise LinkOver from error


@retried
def confirm_address(new: NewAddress, *, now: datetime) -> Contact:
    """The address counts, with all that `change_address` takes along.

    Raises LinkOver, AddressTaken, TryAgain.
    """
    try:
        with transaction.atomic():
            contact = Contact.objects.select_for_update().filter(pk=new.contact).first()
            if contact is None or contact.erased_at or contact.sign_in_version != new.version:
                raise LinkOver
            change_address(contact, new.email, by=Actor.member(), now=now)
    except IntegrityError as error:
        if is_taken(error):
            raise AddressTaken from error
        raise
    return contact
