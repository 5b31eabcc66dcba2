"""The address of one booking's page: unguessable, for nobody else's, changed by raising `link_version`."""

from uuid import UUID

from django.conf import settings
from django.core import signing
from django.urls import reverse

from bookings.models import Booking

_signer = signing.Signer(salt="bookings.manage")


def token(booking: Booking) -> str:
    """Nothing of it is stored: every later message can carry it anew."""
    return _signer.sign(f"{booking.uuid.hex}-{booking.link_version}")


def find(token: str) -> Booking | None:
    """The booking that a link opens; None for a forged, damaged or outdated one."""
    try:
        name, version = _signer.unsign(token).split("-")
        uuid = UUID(hex=name)
    except (signing.BadSignature, ValueError):
        return None
    return Booking.objects.filter(uuid=uuid, link_version=int(version)).first()


def path(booking: Booking) -> str:
    return reverse("bookings:manage", args=[token(booking)])


def url(booking: Booking) -> str:
    """With the site's own address, for messages and calendars."""
    return settings.SITE_URL + path(booking)
