"""The addresses of calendars that programs subscribe to: one of each person, room and member who wants it.

Who has the address has the calendar, so it is made when asked for, is nobody's to guess, and ends when another is
made (parts.md SEC1: nothing that could be guessed is stored).
"""

import hashlib
from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.calendars.members import member_entries
from bookings.calendars.occupied import occupied_entries
from bookings.calendars.window import window_of
from bookings.calendars.writing import Entry, Subscription, calendar_file
from bookings.models import CalendarFeed, Contact
from services.models import Business, Resource

EVERY = timedelta(minutes=15)
_signer = signing.Signer(salt="bookings.calendar", sep=".")


def token(feed: CalendarFeed) -> str:
    return _signer.sign(f"{feed.pk}-{feed.version}")


def url(feed: CalendarFeed) -> str:
    return settings.SITE_URL + reverse("bookings:calendar_feed", args=[token(feed)])


def find(token: str) -> CalendarFeed | None:
    """None for a forged or ended address, and for who is not active, or erased, any more."""
    try:
        pk, version = map(int, _signer.unsign(token).split("-"))
    except (signing.BadSignature, ValueError):
        return None
    feed = CalendarFeed.objects.select_related("resource", "contact").filter(pk=pk, version=version).first()
    return feed if feed is not None and _is_live(feed) else None


def _is_live(feed: CalendarFeed) -> bool:
    if feed.contact is not None:
        return feed.contact.erased_at is None
    return feed.resource is not None and feed.resource.active


def open_feed(*, resource: Resource | None = None, contact: Contact | None = None, now: datetime) -> CalendarFeed:
    """The one of this person, room or member; made with the first call. Exactly one of the two."""
    return CalendarFeed.objects.get_or_create(resource=resource, contact=contact, defaults={"rotated_at": now})[0]


def new_address(feed: CalendarFeed, *, seen: int, now: datetime) -> bool:
    """The old one ends. `seen`: the version that was on the page, so that a form sent twice makes one new address;
    False for the second."""
    same = CalendarFeed.objects.filter(pk=feed.pk, version=seen)
    changed = same.update(version=F("version") + 1, rotated_at=now)
    feed.refresh_from_db()
    return bool(changed)


def entries_of_feed(feed: CalendarFeed, business: Business, now: datetime) -> list[Entry]:
    window = window_of(business, now)
    if feed.contact is not None:
        return member_entries(feed.contact, window, business)
    return occupied_entries(feed.resource, window, business) if feed.resource is not None else []


def etag_of(name: str, entries: list[Entry]) -> str:
    """Weak: the same entries are the same calendar, whenever its file was written."""
    digits = hashlib.sha256(repr((name, entries)).encode()).hexdigest()[:32]
    return f'W/"{digits}"'


def name_of(feed: CalendarFeed, business: Business) -> str:
    """ "Anna, Estudio Argumosa", as the program lists it; a member's is called as the business."""
    words = {"who": feed.resource, "business": business.name}
    return _("%(who)s, %(business)s") % words if feed.resource else business.name


def feed_file(name: str, entries: list[Entry], business: Business, now: datetime) -> bytes:
    about = Subscription(name, business.zone, EVERY)
    return calendar_file(entries, method="PUBLISH", stamp=now, subscription=about)
