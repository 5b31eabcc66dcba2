"""Who is in a course goes along with the dates that its rule adds (domain.md section 13, rule 12)."""

from collections.abc import Sequence
from datetime import datetime

from bookings.actors import Actor
from bookings.models import Session
from bookings.places import Pool, lock_pools
from bookings.sessions.faces import Face, face_of, face_of_course
from bookings.sessions.keeping import move_holds
from bookings.sessions.locking import lock_bookings
from bookings.sessions.telling import Telling, follow
from services.models import Business, Service, ServiceKind, WeeklyRule


def course_of(rule: WeeklyRule) -> Service | None:
    """None where the rule is of a class."""
    service = rule.schedule.service
    return service if service is not None and service.kind == ServiceKind.COURSE else None


def locked_face(course: Service, business: Business) -> Face | None:
    """What its bookings keep until now; nobody books meanwhile. People and rooms are locked before."""
    lock_pools([Pool(schedule_id=course.schedule.pk)])
    return face_of_course(course, business)


def go_on(
    course: Service,
    added: Sequence[Session],
    before: Face | None,
    *,
    by: Actor | None,
    now: datetime,
    business: Business,
    told: bool,
) -> None:
    """Each booking has the time of the whole from now on. Its customer hears of dates that an owner (`by`) adds, and
    of another first date in any case, but nothing again who is `told` already."""
    first = min(added, key=lambda session: session.starts_at)
    after = face_of(course, first, business), face_of_course(course, business)
    telling = Telling(None, before, *after, is_course=True, added=len(added))
    notify = not told and (by is not None or "starts_at" in telling.columns)
    move_holds(first, telling)
    for booking in lock_bookings(first):
        follow(booking, telling, by=by or Actor.system(), now=now, notify=notify, words="")
