"""Keeping a picked time for a visitor who is typing or paying (domain.md section 5)."""

from collections.abc import Collection
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from bookings import errors
from bookings.assignment import assign
from bookings.availability import DISABLED, TOO_EARLY, TOO_LATE, open_starts, violations
from bookings.exclusivity import (
    bookings_that_day,
    buffered,
    clear_expired_holds,
    lock_resources,
    occupy_for_hold,
)
from bookings.finder import Question, eligible_of, free_at
from bookings.models import Hold
from bookings.retrying import retried
from bookings.supply import Candidate, load_groups
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
) -> Hold | None:
    """Hold the time until the business's hold time has passed; None where holds are off.

    The visitor's other unfinished holds of this service end. Raises SlotNotAvailable, TooManyHolds,
    TooManyParticipants, BookOnlineDisabled, TooEarlyToBook, TooLateToBook.
    """
    refuse_violations(service, start, now)
    if not 1 <= participants <= service.policy.max_participants:
        raise errors.TooManyParticipants
    with transaction.atomic():
        Hold.objects.filter(visitor=visitor, service=service, booking__isnull=True).delete()
        if Hold.objects.filter(visitor=visitor, expires_at__gt=now).count() >= MOST_HELD:
            raise errors.TooManyHolds
        people = _whom(service, start, now, business, resources, location)
        if not business.hold_minutes:
            return None
        hold = Hold.objects.create(
            visitor=visitor,
            service=service,
            starts_at=start,
            ends_at=start + timedelta(minutes=service.duration_minutes),
            participants=participants,
            expires_at=now + timedelta(minutes=business.hold_minutes),
            created_at=now,
        )
        occupy_for_hold(hold, service, people)
    return hold


def _whom(
    service: Service,
    start: datetime,
    now: datetime,
    business: Business,
    resources: Collection[int],
    location: Location | None,
) -> list[Candidate]:
    """Who would serve at this start, locked and checked. Raises SlotNotAvailable."""
    supply = load_groups([service.pk], business.time_zone)
    instant = int(start.timestamp())
    question = Question(service, instant, instant + 1, frozenset(resources), location.pk if location else None)
    groups = [eligible_of(group, question) for group in supply.groups.get(service.pk, [])]
    ids = {person.id for people in groups for person in people}
    lock_resources(ids)
    end = start + timedelta(minutes=service.duration_minutes)
    clear_expired_holds(ids, *buffered(service, start, end), now)
    found = open_starts(
        service,
        start,
        start + timedelta(seconds=1),
        resources=resources,
        location=location,
        now=now,
        business=business,
        supply=supply,
    )
    if instant not in found.starts:
        raise errors.SlotNotAvailable
    free = free_at(question, supply)
    day = start.astimezone(business.time_zone).replace(hour=0, minute=0, second=0, microsecond=0)
    load = {}
    if any(len(people) > 1 for people in groups):
        load = bookings_that_day(ids, day.astimezone(UTC), day.astimezone(UTC) + timedelta(days=1))
    people = assign(groups, free, load=load)
    if people is None:
        raise errors.SlotNotAvailable
    return people


def live(token: UUID | None, now: datetime) -> Hold | None:
    """The hold of this token, if it has not run out."""
    return Hold.objects.filter(token=token, expires_at__gt=now).first() if token else None


def extend(hold: Hold, *, now: datetime, business: Business) -> bool:
    """Once, by the business's hold time from now. False where it was extended already, or ran out."""
    until = now + timedelta(minutes=business.hold_minutes)
    return bool(
        Hold.objects.filter(pk=hold.pk, extended=False, expires_at__gt=now).update(extended=True, expires_at=until)
    )


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
