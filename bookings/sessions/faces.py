"""What a customer sees of a session: the copies that its bookings keep."""

from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from bookings.courses import read_course
from bookings.lifecycle.copies import place_words
from bookings.lifecycle.targets import leader_of
from bookings.models import Session, SessionKind
from services.models import Business, Service
from services.queries import zone_of


@dataclass(frozen=True, slots=True)
class Face:
    """Named as the columns of a booking."""

    starts_at: datetime
    ends_at: datetime
    resource_id: int | None
    resource_name: str
    location_id: int | None
    location_text: str
    time_zone: ZoneInfo

    @property
    def columns(self) -> dict[str, Any]:
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def changed_to(self, after: "Face") -> dict[str, Any]:
        """The columns that differ, with their new values."""
        return {name: value for name, value in after.columns.items() if value != getattr(self, name)}


def face_of(service: Service, session: Session, business: Business) -> Face:
    leader = leader_of(session)
    return Face(
        session.starts_at,
        session.ends_at,
        leader.pk if leader else None,
        leader.name if leader else "",
        session.location_id,
        place_words(service, session.location),
        zone_of(session.location, business),
    )


def face_of_bookings(service: Service, session: Session, business: Business) -> Face | None:
    if session.kind != SessionKind.COURSE:
        return face_of(service, session, business)
    return face_of_course(service, business)


def face_of_course(service: Service, business: Business) -> Face | None:
    """From its first session to the end of its last, with the person and place of the first; None where none takes
    place."""
    dates = read_course(service).sessions
    if not dates:
        return None
    return replace(face_of(service, dates[0], business), ends_at=dates[-1].ends_at)
