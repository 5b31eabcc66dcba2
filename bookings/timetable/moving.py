"""Sessions with people go along with their rule, where the owner says so (journeys.md O3)."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.errors import BookingError
from bookings.models import Session, SessionKind
from bookings.sessions import move_session, set_capacity
from bookings.timetable.affected import Affected
from bookings.timetable.following import course_of
from bookings.timetable.planning import Planned
from services.models import Location, Resource, WeeklyRule


def move_along(
    rule: WeeklyRule, affected: Sequence[Affected], *, by: Actor, now: datetime, adds: bool
) -> tuple[list[Session], bool]:
    """Those that could not, as the rule has no day for them any more or somebody is taken then; and whether the people
    of a course were told.

    They hear it once, not for each of its dates, nor again of those that the change `adds`. Everything is locked
    already.
    """
    going = [(each.session, each.goes_to) for each in affected if each.goes_to is not None]
    staying = [each.session for each in affected if each.goes_to is None]
    is_course = course_of(rule) is not None
    words = ""
    if is_course and (adds or len(going) > 1):
        words = _("Dates to come have changed: your page shows them all.")
    told = False
    for session, plan in going:
        notify = not (is_course and told)
        if _moves(session, plan, by=by, now=now, notify=notify, words=words if notify else ""):
            told = True
        else:
            staying.append(session)
    return staying, is_course and told


def _moves(session: Session, plan: Planned, *, by: Actor, now: datetime, notify: bool, words: str) -> bool:
    try:
        with transaction.atomic():
            move_session(
                session,
                start=plan.starts_at,
                end=plan.ends_at,
                resources=list(Resource.objects.filter(pk__in=plan.resource_ids)),
                location=Location.objects.get(pk=plan.location_id) if plan.location_id else None,
                by=by,
                now=now,
                notify=notify,
                words=words,
            )
            if session.kind == SessionKind.CLASS and session.capacity != plan.capacity:
                set_capacity(session, plan.capacity, by=by, now=now)
    except BookingError:
        return False
    # A place can be changed and not taken away: then it is an exception all the same.
    is_exception = plan.location_id is None and session.location_id is not None
    Session.objects.filter(pk=session.pk).update(edited=is_exception)
    return True
