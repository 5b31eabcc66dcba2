"""Who serves an appointment at its new time, found under lock; what it occupies itself stands in nobody's way."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from bookings import errors
from bookings.assignment import assign
from bookings.availability import Own, load_around
from bookings.exclusivity import bookings_that_day, buffered, busy_resources, clear_expired_holds, resources_of
from bookings.finder import Question, eligible_of, find, free_at
from bookings.lifecycle.reschedule_rules import Wish
from bookings.lifecycle.targets import Target
from bookings.models import Booking, Hold, Occupancy
from bookings.own_length import as_long_as
from bookings.supply import Candidate, Supply
from services.models import Business

Groups = list[list[Candidate]]
Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Coming:
    """`people`: one for each requirement group, the first is whom it is with. `conflict`: one of them is busy, and
    the owner said that this does not matter."""

    people: list[Candidate]
    conflict: bool = False


def who_comes(booking: Booking, target: Target, supply: Supply, wish: Wish) -> Coming:
    """Who serves it now comes again where they can. A customer's start must be one that the pages offer.

    Raises SlotNotAvailable, NobodyServes.
    """
    service = as_long_as(booking, booking.service)
    instant = int(target.start.timestamp())
    place = target.location.pk if target.location else None
    question = Question(service, instant, instant + 1, frozenset(target.chosen), place)
    groups = [eligible_of(group, question) for group in supply.groups.get(service.pk, [])]
    ids = {person.id for people in groups for person in people}
    if not ids.issuperset(target.chosen):
        raise errors.SlotNotAvailable(_("The person you chose does not offer this here. Choose again."))
    span = buffered(service, target.start, target.end)
    clear_expired_holds(ids, *span, wish.now)
    own = Own(session_id=booking.session_id, visitor=wish.visitor)
    load_around(supply, service, target.start, target.start + timedelta(seconds=1), wish.now, own)
    if wish.overrides:
        return _whoever(booking, groups, question, supply, span, wish)
    if wish.by.is_customer and not _is_offered(question, target, supply, wish.now):
        raise errors.SlotNotAvailable
    people = _assign(booking, groups, free_at(question, supply), target.start)
    if people is None:
        raise errors.SlotNotAvailable(_("Nobody is free for it at this time."))
    _end_own_holds(wish.visitor, people, span)
    return Coming(people)


def _is_offered(question: Question, target: Target, supply: Supply, now: datetime) -> bool:
    horizon = now + timedelta(days=Business.objects.current().horizon_days)
    return target.start < horizon and question.start in find(question, supply).starts


def _whoever(booking: Booking, groups: Groups, question: Question, supply: Supply, span: Span, wish: Wish) -> Coming:
    """Who is free; else who is at least not busy, or at work; else anybody."""
    ids = {person.id for people in groups for person in people}
    busy = busy_resources(ids, *span, wish.now, session_id=booking.session_id)
    free = free_at(question, supply)
    supply.busy.clear()
    for able in (free, ids - busy, free_at(question, supply), ids):
        people = _assign(booking, groups, able, span[0])
        if people:
            return Coming(people, conflict=any(person.id in busy for person in people))
    raise errors.NobodyServes


def _assign(booking: Booking, groups: Groups, able: Collection[int], start: datetime) -> list[Candidate] | None:
    ids = {person.id for people in groups for person in people}
    load = bookings_that_day(ids, start, booking.zone)
    now = resources_of(booking).union([booking.resource_id or 0])
    return assign(groups, able, preferred=now, load=load)


def _end_own_holds(visitor: str, people: Collection[Candidate], span: Span) -> None:
    """What the same browser keeps for a new booking in just this time; one that became a booking meanwhile stays."""
    if not visitor:
        return
    rows = Occupancy.objects.filter(resource__in=[person.id for person in people], hold__visitor=visitor)
    met = rows.filter(busy_from__lt=span[1], busy_until__gt=span[0]).values_list("hold_id", flat=True)
    for hold in Hold.objects.select_for_update().filter(pk__in=list(met), booking=None).order_by("pk"):
        hold.delete()
