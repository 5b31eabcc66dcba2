"""What a browser sent before, by the tokens of its picks in a signed cookie."""

from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest

from bookings.members import belonging_to, member_of
from bookings.models import Booking
from bookings.picks import Pick
from bookings.states import ON_CALENDAR
from checkout.operations.picked_places import date_token

COOKIE = "booked"
SALT = "checkout.booked"


def tokens_of(request: HttpRequest) -> list[str]:
    """The latest first."""
    return (request.get_signed_cookie(COOKIE, default="", salt=SALT) or "").split()


def booked_before(request: HttpRequest, pick: Pick) -> Booking | None:
    """One that stands of the same class or course, by this browser or by the member who is signed in (journeys.md
    S35). An address alone is not asked about: whoever types it would learn who comes."""
    sent, member = [UUID(hex=token) for token in tokens_of(request)], member_of(request)
    if not pick.pools or not (sent or member):
        return None
    sessions = [pool.session_id for pool in pick.pools if pool.session_id]
    several = [date_token(token, session) for token in sent for session in sessions]
    own = Q(client_token__in=sent + several)
    if member is not None:
        own |= belonging_to(member)
    this = Q(client_token__in=[pick.token, *(date_token(pick.token, session) for session in sessions)])
    there = Q(session__in=sessions) | Q(schedule__in=[pool.schedule_id for pool in pick.pools if pool.schedule_id])
    return Booking.objects.filter(own & there & ~this, status__in=ON_CALENDAR).order_by("starts_at", "pk").first()
