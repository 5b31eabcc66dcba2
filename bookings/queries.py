"""query_extended_bookings: bookings with what may be done to them and who came (domain.md section 3)."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from bookings.actors import Actor, Identity, Permission
from bookings.errors import BookingError, InvalidRequest, UnauthorizedOperation
from bookings.lifecycle import cancel_terms
from bookings.lifecycle.reschedule import refuse_rescheduling
from bookings.manage.people import may_grow, may_shrink
from bookings.models import Attendance, Booking, Occupancy
from bookings.policy_words import moves_online
from bookings.states import FINAL, ON_CALENDAR, FlowFlag
from services.models import ServiceKind

SEE = "bookings.view_booking"
SORTS = ("starts_at", "-starts_at", "created_at", "-created_at")
MOST = 100
_SEARCHED = ("first_name", "last_name", "email", "phone", "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingFilter:
    """What is left out is not asked about. `resource`: whom it is with, or whom or what it occupies; `session`: of a
    course's date all of the course; `starts_from` and `starts_until` half-open; `text`: each word in a name, email,
    phone or code. `after`: the `next` of the page before, of the same filter."""

    statuses: Collection[str] = ()
    contact: int | None = None
    email: str = ""
    service: int | None = None
    resource: int | None = None
    session: int | None = None
    starts_from: datetime | None = None
    starts_until: datetime | None = None
    code: str = ""
    text: str = ""
    sort: str = "starts_at"
    limit: int = 50
    after: str = ""


@dataclass(frozen=True, slots=True)
class AllowedActions:
    cancel: bool = False
    reschedule: bool = False
    change_participants: bool = False


@dataclass(frozen=True, slots=True)
class ExtendedBooking:
    """`attendance` by the session's id: one of an appointment or class, of a course each date that was noted."""

    booking: Booking
    allowed_actions: AllowedActions
    attendance: dict[int, Attendance] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BookingPage:
    """`next` asks for the page after this one; nothing where it is the last."""

    bookings: list[ExtendedBooking]
    next: str = ""


def query_extended_bookings(asked: BookingFilter, *, by: Actor, now: datetime) -> BookingPage:
    """At most `limit` (100), two queries. Allowed is what `by` may do now, as their pages say it.

    A member asks with their own contact and email, which is the caller's to see to. Raises UnauthorizedOperation,
    InvalidRequest with the field.
    """
    if by.is_customer:
        if by.identity != Identity.MEMBER or not (asked.contact and asked.email):
            raise UnauthorizedOperation
    else:
        by.require(SEE)
    if asked.sort not in SORTS:
        raise InvalidRequest(field="sort")
    if not 1 <= asked.limit <= MOST:
        raise InvalidRequest(field="limit")
    found = list(_page(_rows(asked), asked)[: asked.limit + 1])
    more, found = len(found) > asked.limit, found[: asked.limit]
    came = _attendance([booking.pk for booking in found])
    return BookingPage(
        [ExtendedBooking(each, allowed_actions(each, by=by, now=now), came.get(each.pk, {})) for each in found],
        _cursor(found[-1], asked.sort) if more else "",
    )


def allowed_actions(booking: Booking, *, by: Actor, now: datetime) -> AllowedActions:
    """By what the pages ask; no query. An owner's depend on the account's permissions, not on the policies that it
    may override."""
    if booking.status in FINAL or (by.is_customer and now >= booking.ends_at):
        return AllowedActions()
    has_party = booking.kind != ServiceKind.APPOINTMENT and booking.status in ON_CALENDAR
    if by.is_customer:
        return AllowedActions(
            cancel=cancel_terms(booking, by=by, now=now).allowed,
            reschedule=moves_online(booking) and _may_move(booking, by, now),
            change_participants=has_party and (may_grow(booking, now) or may_shrink(booking, now)),
        )
    books = by.may(Permission.BOOK)
    return AllowedActions(
        cancel=by.may(Permission.CANCEL) and cancel_terms(booking, by=by, now=now).allowed,
        reschedule=books and _may_move(booking, by, now),
        change_participants=books and has_party,
    )


def _may_move(booking: Booking, by: Actor, now: datetime) -> bool:
    overrides = [FlowFlag.IGNORE_RESCHEDULE_POLICY] if by.may(Permission.OVERRIDE) else []
    try:
        refuse_rescheduling(booking, by=by, now=now, flow_control=overrides)
    except BookingError:
        return False
    return True


def _rows(asked: BookingFilter) -> QuerySet[Booking]:
    same = {
        "status__in": list(asked.statuses),
        "contact": asked.contact,
        "email__lower": asked.email.lower(),
        "service": asked.service,
        "starts_at__gte": asked.starts_from,
        "starts_at__lt": asked.starts_until,
        "code": asked.code.strip().upper(),
    }
    rows = Booking.objects.filter(**{name: value for name, value in same.items() if value})
    if asked.resource:
        busy = Occupancy.objects.filter(session=OuterRef("session"), resource=asked.resource)
        rows = rows.filter(Q(resource=asked.resource) | Exists(busy))
    if asked.session:
        rows = rows.filter(Q(session=asked.session) | Q(schedule__sessions=asked.session))
    for word in asked.text.split():
        rows = rows.filter(reduce(or_, (Q(**{f"{name}__icontains": word}) for name in _SEARCHED)))
    return rows.select_related("service__policy", "session", "resource")


def _page(rows: QuerySet[Booking], asked: BookingFilter) -> QuerySet[Booking]:
    """From where the page before has ended; ids tell equal instants apart."""
    name, backwards = asked.sort.removeprefix("-"), asked.sort.startswith("-")
    rows = rows.order_by(asked.sort, "-pk" if backwards else "pk")
    if not asked.after:
        return rows
    at, pk = _read(asked.after)
    beyond = "lt" if backwards else "gt"
    return rows.filter(Q(**{f"{name}__{beyond}": at}) | Q(**{name: at, f"pk__{beyond}": pk}))


def _cursor(booking: Booking, sort: str) -> str:
    return f"{getattr(booking, sort.removeprefix('-')).isoformat()}~{booking.pk}"


def _read(cursor: str) -> tuple[datetime, int]:
    at, _tilde, pk = cursor.partition("~")
    try:
        instant, number = datetime.fromisoformat(at), int(pk)
    except ValueError:
        instant, number = datetime.min, 0  # noqa: DTZ901 - refused below, as it has no zone
    if instant.tzinfo is None or not 0 < number < 2**63:
        raise InvalidRequest(_("This page of the list is not known. Begin again."), field="after")
    return instant, number


def _attendance(ids: list[int]) -> dict[int, dict[int, Attendance]]:
    came: dict[int, dict[int, Attendance]] = {}
    for row in Attendance.objects.filter(booking__in=ids).select_related("set_by"):
        came.setdefault(row.booking_id, {})[row.session_id] = row
    return came
