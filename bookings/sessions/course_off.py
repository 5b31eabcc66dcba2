"""call_off_course: all dates to come of a course at once, by the same one decision (journeys.md O9)."""

from datetime import datetime

from django.db import transaction

from bookings.actors import Actor, Permission
from bookings.errors import ScheduleNotFound
from bookings.exclusivity import lock_resources
from bookings.models import Hold, Occupancy, Session, SessionKind
from bookings.neighbours import retest_around
from bookings.nudges import nudge_by_name
from bookings.places import Pool, lock_pools
from bookings.retrying import MovedMeanwhile, retried
from bookings.sessions.calling_off import END_TASK, decision
from services.models import Schedule


@retried
def call_off_course(schedule: Schedule, *, refund: bool, words: str = "", by: Actor, now: datetime) -> list[Session]:
    """Its bookings are canceled one by one by the worker, with all that was paid given back if `refund`.

    The dates that are called off. Raises UnauthorizedOperation, ScheduleNotFound where none is to come.
    """
    by.require(Permission.CANCEL)
    if refund:
        by.require(Permission.REFUND)
    coming = Session.objects.filter(
        schedule=schedule, kind=SessionKind.COURSE, called_off_at=None, ends_at__gt=now
    ).order_by("pk")
    with transaction.atomic():
        occupied = Occupancy.objects.filter(session__in=coming)
        ids = set(occupied.values_list("resource_id", flat=True))
        lock_resources(ids)
        lock_pools([Pool(schedule_id=schedule.pk)])
        sessions = list(coming.select_for_update(of=("self",), no_key=True))
        if not sessions:
            raise ScheduleNotFound
        rows = Occupancy.objects.filter(session__in=[session.pk for session in sessions])
        freed = list(rows.values_list("resource_id", "busy_from", "busy_until"))
        if not {resource_id for resource_id, *_time in freed} <= ids:
            raise MovedMeanwhile
        rows.delete()
        for session in sessions:
            session.called_off_at = now
            session.calling_off = decision(refund, words, by) | {"course": True}
        Session.objects.bulk_update(sessions, ["called_off_at", "calling_off"])
        retest_around(freed, by=by, now=now)
        Hold.objects.filter(schedule=schedule).delete()
        nudge_by_name(END_TASK, sessions[0].pk)
    return sessions
