"""Keeping a picked time for a visitor who is typing or paying (domain.md section 5)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from bookings import errors, held
from bookings.assignment import assign
from bookings.exclusivity import (
    bookings_that_day,
    buffered,
    clear_expired_holds,
    lock_resources,
    occupy_for_hold,
)
from bookings.finder import Question, eligible_of, find, free_at
from bookings.models import Hold, Occupancy
from bookings.refusals import refuse_violations
from bookings.retrying import retried
from bookings.supply import Candidate, Supply, load_busy, load_groups, load_hours
from services.models import Business, Service

MOST_HELD = 8


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
    location_id: int | None = None,
    supply: Supply | None = None,
) -> Hold | None:
    """Hold the time until the business's hold time has passed; None where holds are off.

    The visitor's other unbooked holds of this service end, and those of other services if they stand in the way:
    what the visitor is shown as free can be had. `supply` with its groups and hours spares reading them; who is busy
    is read now, under the lock. Raises SlotNotAvailable, TooManyHolds, TooManyParticipants, BookOnlineDisabled,
    TooEarlyToBook, TooLateToBook.
    """
    refuse_violations(service, start, now)
    if not 1 <= participants <= service.policy.max_participants:
        raise errors.TooManyParticipants
    with transaction.atomic():
        busy = buffered(service, start, start + timedelta(minutes=service.duration_minutes))
        own = _own(visitor, service, busy, now)
        supply = Supply(supply.groups, supply.hours) if supply else _supply_of(service, start, business)
        instant = int(start.timestamp())
        question = Question(service, instant, instant + 1, frozenset(resources), location_id)
        people = _whom(question, supply, own, now, business)
        if not business.hold_minutes:
            return None
        hold = Hold.objects.create(
            visitor=visitor,
            service=service,
            location_id=location_id,
            starts_at=start,
            ends_at=start + timedelta(minutes=service.duration_minutes),
            participants=participants,
            expires_at=now + timedelta(minutes=business.hold_minutes),
            created_at=now,
        )
        occupy_for_hold(hold, service, people)
    return hold


@dataclass(frozen=True, slots=True)
class _Own:
    """Ids of the visitor's unbooked holds: `ended` with any new pick of their service; `spare`, of other services
    at the time that the pick makes `busy`, only if they stand in its way."""

    visitor: str
    busy: tuple[datetime, datetime]
    ended: list[int]
    spare: list[int]


def _own(visitor: str, service: Service, busy: tuple[datetime, datetime], now: datetime) -> _Own:
    """Raises TooManyHolds where too many live that do not end with this pick."""
    own, others = _Own(visitor, busy, [], []), 0
    for hold_id, service_id, unbooked, is_live, meets in held.of_visitor(visitor, busy, now):
        if unbooked and service_id == service.pk:
            own.ended.append(hold_id)
            continue
        if unbooked and meets:
            own.spare.append(hold_id)
        others += is_live
    if others >= MOST_HELD:
        raise errors.TooManyHolds
    return own


def _lock_and_end(ids: set[int], own: _Own) -> None:
    """People first, then what stands on them: whoever clears a hold that ran out has come the same way."""
    if own.ended or own.spare:
        rows = Occupancy.objects.filter(hold__in=own.ended + own.spare)
        ids = ids.union(rows.values_list("resource_id", flat=True))
    lock_resources(ids)
    _end(own.ended)


def _end(ids: Collection[int]) -> None:
    """Those that became a booking meanwhile stay."""
    if ids:
        for hold in Hold.objects.select_for_update().filter(pk__in=ids, booking__isnull=True).order_by("pk"):
            hold.delete()


def _supply_of(service: Service, start: datetime, business: Business) -> Supply:
    supply = load_groups([service.pk], business.time_zone)
    load_hours(supply, start)
    return supply


def _whom(question: Question, supply: Supply, own: _Own, now: datetime, business: Business) -> list[Candidate]:
    """Who would serve at this start, locked and checked. Raises SlotNotAvailable."""
    service, start = question.service, datetime.fromtimestamp(question.start, UTC)
    groups = [eligible_of(group, question) for group in supply.groups.get(service.pk, [])]
    ids = {person.id for people in groups for person in people}
    _lock_and_end(ids, own)
    clear_expired_holds(ids, *own.busy, now)
    if not now <= start < now + timedelta(days=business.horizon_days):
        raise errors.SlotNotAvailable
    load_busy(supply, *own.busy, now)
    people = _free(question, groups, supply, business)
    if people is None and own.spare:
        load_busy(supply, *own.busy, now, visitor=own.visitor)
        people = _free(question, groups, supply, business)
        in_the_way = Occupancy.objects.filter(hold__in=own.spare, resource__in=[each.id for each in people or ()])
        _end(set(in_the_way.values_list("hold_id", flat=True)))
    if people is None:
        raise errors.SlotNotAvailable
    return people


def _free(
    question: Question, groups: Sequence[Sequence[Candidate]], supply: Supply, business: Business
) -> list[Candidate] | None:
    if question.start not in find(question, supply).starts:
        return None
    ids = {person.id for people in groups for person in people}
    start = datetime.fromtimestamp(question.start, UTC)
    load = bookings_that_day(ids, start, business.time_zone) if any(len(people) > 1 for people in groups) else {}
    return assign(groups, free_at(question, supply), load=load)


def covers(hold: Hold, service_id: int, start: datetime, resources: Collection[int], location_id: int | None) -> bool:
    """Whether the hold keeps just this: the service, the start, the place, and the people that were chosen."""
    same = (hold.service_id, hold.starts_at, hold.location_id) == (service_id, start, location_id)
    return same and hold.resource_ids.issuperset(resources)


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
    return Hold.objects.filter(expires_at__lte=now).delete()[0]
