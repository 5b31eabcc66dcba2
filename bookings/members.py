"""Who is signed in: a Contact, named in Django's own session (domain.md section 1, Member)."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from django.utils import timezone

from bookings.actors import Actor
from bookings.errors import ContactDetailsConflict
from bookings.models import Booking, Contact
from bookings.models.querysets import BookingQuerySet

KEY = "member"
SIGNED_IN_FOR = timedelta(seconds=settings.SESSION_COOKIE_AGE)


def member_of(request: HttpRequest) -> Contact | None:
    """One query beside the session's own, once per request. A browser without a session costs none, and its answer
    doesn't vary by cookies."""
    if not hasattr(request, "daybook_member"):
        known = settings.SESSION_COOKIE_NAME in request.COOKIES
        request.daybook_member = _read(request) if known else None  # type: ignore[attr-defined]
    found: Contact | None = request.daybook_member  # type: ignore[attr-defined]
    return found


def _read(request: HttpRequest) -> Contact | None:
    kept = request.session.get(KEY)
    if not kept or timezone.now() - datetime.fromisoformat(kept["since"]) > SIGNED_IN_FOR:
        return None
    return Contact.objects.filter(pk=kept["id"], sign_in_version=kept["version"], erased_at=None).first()


def sign_in(request: HttpRequest, contact: Contact, now: datetime) -> None:
    """Under a new key, so that nobody who knew the old one comes along. An owner's admin login in the same browser
    stays as it is."""
    request.session[KEY] = {"id": contact.pk, "version": contact.sign_in_version, "since": now.isoformat()}
    request.session.cycle_key()
    rotate_token(request)
    request.daybook_member = contact  # type: ignore[attr-defined]


def sign_out(request: HttpRequest) -> None:
    """Of this browser; nothing where nobody is signed in."""
    if request.session.pop(KEY, None) is None:
        return
    if request.session.keys():
        request.session.cycle_key()
    else:
        request.session.flush()
    rotate_token(request)
    request.daybook_member = None  # type: ignore[attr-defined]


def sign_out_everywhere(contact: Contact) -> None:
    """Every browser, and every link that was not used yet."""
    Contact.objects.filter(pk=contact.pk).update(sign_in_version=F("sign_in_version") + 1)
    contact.sign_in_links.all().delete()


def belonging_to(contact: Contact) -> Q:
    """Of bookings: those that `is_own` says yes to."""
    return Q(contact=contact, email__lower=contact.email.lower())


def own_bookings(contact: Contact) -> BookingQuerySet:
    return Booking.objects.filter(belonging_to(contact))


def is_own(contact: Contact, booking: Booking) -> bool:
    """A booking that was passed on to another address is not the member's any more."""
    return booking.contact_id == contact.pk and booking.email.lower() == contact.email.lower()


def actor_of(request: HttpRequest, booking: Booking) -> Actor:
    """The member whose booking it is; whoever else has its link is a visitor."""
    member = member_of(request)
    return Actor.member() if member is not None and is_own(member, booking) else Actor.visitor()


def check_details(member: Contact | None, email: str) -> None:
    """Raises ContactDetailsConflict where a member books with another's address (domain.md section 10)."""
    if member is not None and email.lower() != member.email.lower():
        raise ContactDetailsConflict(member.email)
