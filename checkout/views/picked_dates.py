"""The dates that an address with a pick in it is about: of a class those that were picked, of a course all."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from bookings.courses import Course, read_course
from bookings.models import Booking, Hold, Session
from bookings.picks import Pick
from bookings.refusals import refuse_course, refuse_violations
from checkout.operations.picked_places import holds_of
from services.models import Resource, ResourceKind, Service


@dataclass
class PickedDates:
    """`sessions`: the picked ones that take place, in order. `lost`: those wanted that had no room."""

    sessions: list[Session] = field(default_factory=list)
    lost: list[Session] = field(default_factory=list)
    course: Course | None = None

    @cached_property
    def people(self) -> str:
        """Who gives the one date; nothing said of several, or of a course."""
        if len(self.sessions) != 1:
            return ""
        given_by = Resource.objects.filter(occupancies__session=self.sessions[0], kind=ResourceKind.STAFF)
        return ", ".join(given_by.order_by("name").values_list("name", flat=True))

    @property
    def starts(self) -> list[datetime]:
        return [session.starts_at for session in self.sessions]

    def refuse(self, service: Service, now: datetime) -> None:
        """Raises the first thing that stands against booking them."""
        if self.course is not None:
            refuse_course(service, self.course, now)
        for start in self.starts:
            refuse_violations(service, start, now)


def read_dates(pick: Pick, service: Service) -> PickedDates:
    """No query for an appointment, one for a class, two for a course."""
    if pick.schedule_id:
        return PickedDates(course=read_course(service))
    if not pick.sessions:
        return PickedDates()
    wanted = Session.objects.select_related("location").filter(service=service, called_off_at=None)
    rows = list(wanted.filter(pk__in=pick.sessions + pick.lost).order_by("starts_at", "pk"))
    return PickedDates(
        [row for row in rows if row.pk in pick.sessions], [row for row in rows if row.pk not in pick.sessions]
    )


def live_holds(pick: Pick, booking: Booking | None, visitor: str, now: datetime) -> list[Hold]:
    """Of the bookings that the pick became, else of the pick."""
    if booking is not None:
        return list(Hold.objects.filter(booking__checkouts__in=booking.checkouts.all(), expires_at__gt=now))
    return list(holds_of(pick, visitor, now).values())


def places_held(pick: Pick, booking: Booking | None, visitor: str, now: datetime) -> list[Hold]:
    """Those that live; none unless everything is held."""
    found = live_holds(pick, booking, visitor, now)
    return found if len(found) >= len(pick.pools) else []
