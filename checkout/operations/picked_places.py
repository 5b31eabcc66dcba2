"""Picked dates of a class, or a picked course, become bookings: the places are kept, or kept anew."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID, uuid5

from django.db.models import Q

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.errors import BookingError
from bookings.keeping import keep_places
from bookings.lifecycle import Details, bulk_create_bookings, create_booking
from bookings.lifecycle.bulk import Item
from bookings.models import Booking, Hold
from bookings.picks import Pick
from bookings.places import Pool, pool_of
from checkout.errors import PartlyTaken
from services.models import Business, Service

NO_HOLD = UUID(int=0)  # a token that no hold has


def holds_of(pick: Pick, visitor: str, now: datetime) -> dict[Pool, Hold]:
    """Live ones of the picked dates for the picked party, that no booking has yet: of whoever has the hold that the
    pick names, or of the visitor."""
    named = Hold.objects.filter(token=pick.hold or NO_HOLD).values("visitor")
    own = Q(visitor__in=named) | Q(visitor=visitor) if visitor else Q(visitor__in=named)
    live = Hold.objects.filter(own, service=pick.service_id, booking=None, expires_at__gt=now)
    wanted = set(pick.pools)
    rows = {pool_of(hold): hold for hold in live.filter(participants__gte=pick.people).order_by("pk")}
    return {pool: hold for pool, hold in rows.items() if pool in wanted}


def create_of_places(
    pick: Pick, details: Details, service: Service, business: Business, visitor: str, now: datetime
) -> list[Booking]:
    """A booking for each picked date, or one for the course. Raises PartlyTaken where some dates have no room any
    more, and the error of the first where none has."""
    holds = holds_of(pick, visitor, now)
    missing = [pool for pool in pick.pools if pool not in holds]
    refused: dict[Pool, BookingError] = {}
    if missing:
        kept = keep_places(
            service=service,
            pools=missing,
            visitor=visitor,
            now=now,
            business=business,
            participants=pick.people,
            beside=[hold.pk for hold in holds.values()],
        )
        holds |= kept.holds
        refused = kept.refused
    _refuse(pick, refused)
    if pick.schedule_id:
        return [_course(pick, details, service, business, holds, now)]
    items = [
        Item(Slot(service.pk, session_id=pool.session_id), holds.get(pool), token_of(pick, pool))
        for pool in pick.pools
    ]
    made = bulk_create_bookings(
        items, service=service, details=details, party=pick.party, by=Actor.visitor(), now=now, business=business
    )
    _refuse(pick, {pick.pools[index]: error for index, error in made.refused.items()})
    return made.bookings


def _refuse(pick: Pick, refused: dict[Pool, BookingError]) -> None:
    if not refused:
        return
    if len(refused) == len(pick.pools):
        raise next(iter(refused.values()))
    raise PartlyTaken(_ids(refused))


def _ids(pools: Collection[Pool]) -> tuple[int, ...]:
    return tuple(pool.session_id for pool in pools if pool.session_id)


def token_of(pick: Pick, pool: Pool) -> UUID:
    """The form's own; of several bookings that one form makes one for each date, the same for the same form."""
    return date_token(pick.token, pool.session_id) if len(pick.sessions) > 1 else pick.token


def date_token(token: UUID, session_id: int | None) -> UUID:
    """Of one date among several that the form with that token is for."""
    return uuid5(token, str(session_id))


def _course(
    pick: Pick, details: Details, service: Service, business: Business, holds: dict[Pool, Hold], now: datetime
) -> Booking:
    return create_booking(
        service=service,
        schedule=service.schedule,
        details=details,
        by=Actor.visitor(),
        now=now,
        hold=holds.get(pick.pools[0]),
        client_token=pick.token,
        business=business,
        **pick.party,
    )
