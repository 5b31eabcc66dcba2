"""Keeping a picked time for a visitor who is typing or paying (domain.md section 5)."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from bookings import errors
from bookings.assignment import assign
from bookings.availability import DISABLED, TOO_EARLY, TOO_LATE, violations
from bookings.exclusivity import (
    bookings_that_day,
    buffered,
    clear_expired_holds,
    lock_resources,
    occupy_for_hold,
)
from bookings.finder import Question, eligible_of, find, free_at
from bookings.models import Hold, Occupancy
from bookings.retrying import retried
from bookings.supply import Candidate, Supply, load_busy, load_groups, load_hours
from services.models import Business, Location, Service

MOST_HELD = 8

_VIOLATIONS = {
    DISABLED: errors.BookOnlineDisabled,
    TOO_EARLY: errors.TooEarlyToBook,
    TOO_LATE: errors.TooLateToBook,
}


def refuse_violations(service: Service, start: datetime, now: datetime) -> None:
    """Raises the first thing that the policy has against booking this start now."""
    for wrong in violations(service, start, now):
        raise _VIOLATIONS[wrong]


@retried
def place(
    *,
    service: Service,
    start: datetime,
    visitor: str,
    now: datetime,
    business: Business,
    participants: int = 1,
    resources: Collection[int] = (),
    location: Location | None = None,
    supply: Supply | None = None,
) -> Hold | None:
    """Hold the time until the business's hold time has passed; None where holds are off.

    The visitor's other unfinished holds of this service end. `supply` with its groups and hours spares reading them;
    who is busy is read now, under the lock. Raises SlotNotAvailable, TooManyHolds, TooManyParticipants,
    BookOnlineDisabled, TooEarlyToBook, TooLateToBook.
    """
    refuse_violations(service, start, now)
    if not 1 <= participants <= service.policy.max_participants:
        raise errors.TooManyParticipants
    with transaction.atomic():
        ended = _to_end(visitor, service, now)
        supply = Supply(supply.groups, supply.hours) if supply else _supply_of(service, start, business)
        people = _whom(service, start, now, business, resources, location, supply, ended)
        if not business.hold_minutes:
            return None
        hold = Hold.objects.create(
            visitor=visitor,
            service=service,
            location=location,
            starts_at=start,
            ends_at=start + timedelta(minutes=service.duration_minutes),
            participants=participants,
            expires_at=now + timedelta(minutes=business.hold_minutes),
            created_at=now,
        )
        occupy_for_hold(hold, service, people)
    return hold


def _to_end(visitor: str, service: Service, now: datetime) -> list[int]:
    """Ids of the visitor's unbooked holds of this service. Raises TooManyHolds where too many others live."""
    ended, others = [], 0
    for hold in Hold.objects.filter(visitor=visitor):
        if hold.service_id == service.pk and hold.booking_id is None:
            ended.append(hold.pk)
        elif hold.expires_at > now:
            others += 1
    if others >= MOST_HELD:
        raise errors.TooManyHolds
    return ended


def _lock_and_end(ids: set[int], ended: list[int]) -> None:
    """People first, then what stands on them: whoever clears a hold that ran out has come the same way."""
    also = Occupancy.objects.filter(hold__in=ended).values_list("resource_id", flat=True) if ended else ()
    lock_resources(ids.union(also))
    if ended:
        Hold.objects.filter(pk__in=ended, booking__isnull=True).delete()


def _supply_of(service: Service, start: datetime, business: Business) -> Supply:
    supply = load_groups([service.pk], business.time_zone)
    load_hours(supply, start)
    return supply


def _whom(
    service: Service,
    start: datetime,
    now: datetime,
    business: Business,
    resources: Collection[int],
    location: Location | None,
    supply: Supply,
    ended: list[int],
) -> list[Candidate]:
    """Who would serve at this start, locked and checked. Raises SlotNotAvailable."""
    instant = int(start.timestamp())
    question = Question(service, instant, instant + 1, frozenset(resources), location.pk if location else None)
    groups = [eligible_of(group, question) for group in supply.groups.get(service.pk, [])]
    ids = {person.id for people in groups for person in people}
    _lock_and_end(ids, ended)
    end = start + timedelta(minutes=service.duration_minutes)
    busy_from, busy_until = buffered(service, start, end)
    clear_expired_holds(ids, busy_from, busy_until, now)
    load_busy(supply, busy_from, busy_until, now)
    offered = now <= start < now + timedelta(days=business.horizon_days)
    if not offered or instant not in find(question, supply).starts:
        raise errors.SlotNotAvailable
    free = free_at(question, supply)
    load = {}
    if any(len(people) > 1 for people in groups):
        load = bookings_that_day(ids, start, business.time_zone)
    people = assign(groups, free, load=load)
    if people is None:
        raise errors.SlotNotAvailable
    return people


def covers(hold: Hold, service_id: int, start: datetime, resources: Collection[int], location_id: int | None) -> bool:
    """Whether the hold keeps just this: the service, the start, the place, and the people that were chosen."""
    same = (hold.service_id, hold.starts_at, hold.location_id) == (service_id, start, location_id)
    return same and set(resources) <= set(hold.occupancies.values_list("resource_id", flat=True))


def live(token: UUID | None, now: datetime) -> Hold | None:
    """The hold of this token, if it has not run out."""
    return Hold.objects.filter(token=token, expires_at__gt=now).first() if token else None


def extend(hold: Hold, *, now: datetime, business: Business) -> bool:
    """Once, to the business's hold time from now; never shorter. False where it was extended already, or ran out."""
    until = now + timedelta(minutes=business.hold_minutes)
    rows = Hold.objects.filter(pk=hold.pk, extended=False, expires_at__gt=now)
    return bool(rows.update(extended=True, expires_at=Greatest(F("expires_at"), until)))


def stretch(hold: Hold, *, until: datetime, now: datetime) -> bool:
    """Keep a live hold at least until then: the customer leaves for the payment provider."""
    return bool(
        Hold.objects.filter(pk=hold.pk, expires_at__gt=now).update(expires_at=Greatest(F("expires_at"), until))
    )


def release(hold: Hold) -> None:
    hold.delete()


def sweep(now: datetime) -> int:
    """Tidy up holds that ran out; how many. Nothing rests on it: readers look at `expires_at`."""
    deleted, _ = Hold.objects.filter(expires_at__lte=now).delete()
    return deleted
