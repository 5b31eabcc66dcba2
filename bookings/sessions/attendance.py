"""set_attendance: who came, for each booking and session (domain.md sections 1 and 3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.errors import BookingError, InvalidMove, InvalidRequest, RevisionConflict
from bookings.models import Attendance, AttendanceStatus, Booking, Session, SessionKind
from bookings.retrying import retried
from bookings.states import Status
from services.wording import moment

NOTE = "bookings.change_booking"


@dataclass(frozen=True, slots=True)
class Noted:
    """What stands of one booking; nobody has noted anything by default."""

    status: str = AttendanceStatus.NOT_SET
    attended: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """One booking of a sheet. `attended`: of a party, how many came; all of it where it is None. `seen`: what the
    writer had before them; with it, what somebody else has noted meanwhile is not written over."""

    booking_id: int
    session_id: int
    status: str
    attended: int | None = None
    seen: Noted | None = None


@dataclass(slots=True)
class Sheet:
    """`noted` and `refused` by the booking's id; a line that said nothing new is in neither."""

    noted: dict[int, Attendance] = field(default_factory=dict)
    refused: dict[int, BookingError] = field(default_factory=dict)


@retried
def set_attendance(
    booking: Booking,
    session: Session,
    status: str,
    *,
    attended: int | None = None,
    seen: Noted | None = None,
    by: Actor,
    now: datetime,
) -> Attendance | None:
    """Its one record of this session, with who noted it and when; None where nothing ever was noted.

    A row of its own, so the booking makes no revision step by it. Only what is confirmed is noted, from the
    beginning of the session's day at its place on. NOT_SET clears. The same again changes nothing.
    Raises UnauthorizedOperation, InvalidRequest (another's session, a date called off, too early, no such number of
    people), InvalidMove, RevisionConflict (somebody has noted something else since `seen`).
    """
    sheet = set_attendances([Line(booking.pk, session.pk, status, attended, seen)], by=by, now=now)
    for error in sheet.refused.values():
        raise error
    return sheet.noted.get(booking.pk) or Attendance.objects.filter(booking=booking, session=session).first()


@retried
def set_attendances(lines: Sequence[Line], *, by: Actor, now: datetime) -> Sheet:
    """Several at once, each booking at most once: what is right is noted, what is not is said of its line.

    Raises UnauthorizedOperation, InvalidRequest for a booking named twice.
    """
    by.require(NOTE)
    ids = {line.booking_id for line in lines}
    if len(ids) < len(lines):
        raise InvalidRequest
    sheet = Sheet()
    with transaction.atomic():
        bookings = _lock(ids)
        sessions = Session.objects.in_bulk({line.session_id for line in lines})
        before = {row.booking_id: row for row in _rows(lines)}
        for line in lines:
            try:
                wanted = _wanted(line, bookings.get(line.booking_id), sessions.get(line.session_id), now)
                if _is_new(line, wanted, before.get(line.booking_id)):
                    sheet.noted[line.booking_id] = _write(line, wanted, by, now)
            except BookingError as error:
                sheet.refused[line.booking_id] = error
    return sheet


def noted_from(starts_at: datetime, zone: ZoneInfo) -> datetime:
    """When its day begins on the clocks of the place."""
    return datetime.combine(starts_at.astimezone(zone).date(), time(0), zone).astimezone(UTC)


def belongs(booking: Booking, session: Session) -> bool:
    """A course's bookings are for each of its dates, all others for their one session."""
    if session.kind == SessionKind.COURSE:
        return booking.schedule_id == session.schedule_id
    return booking.session_id == session.pk


def _lock(ids: Iterable[int]) -> dict[int, Booking]:
    """In one order, so that two sheets never wait for each other."""
    rows = Booking.objects.filter(pk__in=ids).select_for_update(of=("self",), no_key=True)
    return {booking.pk: booking for booking in rows.order_by("pk")}


def _rows(lines: Sequence[Line]) -> Iterable[Attendance]:
    pairs = {(line.booking_id, line.session_id) for line in lines}
    rows = Attendance.objects.select_related("set_by").filter(booking__in=[booking for booking, _session in pairs])
    return [row for row in rows if (row.booking_id, row.session_id) in pairs]


def _wanted(line: Line, booking: Booking | None, session: Session | None, now: datetime) -> Noted:
    """Raises what is wrong with it."""
    if booking is None or session is None or not belongs(booking, session):
        raise InvalidRequest(_("It is not booked for this date any more."))
    if session.called_off_at is not None:
        raise InvalidRequest(_("This date is called off: nobody came."))
    if booking.status != Status.CONFIRMED:
        raise InvalidMove(_("Only who has a confirmed booking is noted."))
    if now < (opens := noted_from(session.starts_at, booking.zone)):
        words = {"moment": moment(opens, booking.zone, now)}
        raise InvalidRequest(_("Who comes is noted from %(moment)s on.") % words, field="status")
    if line.status not in AttendanceStatus:
        raise InvalidRequest(_("Say whether they came."), field="status")
    if line.status != AttendanceStatus.ATTENDED:
        return Noted(line.status)
    people = booking.total_participants
    attended = people if line.attended is None else line.attended
    if not 1 <= attended <= people:
        sentence = _("Of this booking 1 to %(people)s people can have come.") % {"people": people}
        raise InvalidRequest(sentence, field="attended")
    return Noted(AttendanceStatus.ATTENDED, attended)


def _is_new(line: Line, wanted: Noted, row: Attendance | None) -> bool:
    """Raises RevisionConflict where it would undo what somebody else has noted unseen."""
    stands = noted_of(row)
    if wanted in (stands, line.seen):  # noted already, or left as it was
        return False
    if line.seen is not None and row is not None and line.seen != stands:
        raise RevisionConflict(_said_meanwhile(row), field="status")
    return True


def noted_of(row: Attendance | None) -> Noted:
    return Noted(row.status, row.attended) if row else Noted()


def _said_meanwhile(row: Attendance) -> str:
    words = {"who": row.set_by or _("the system"), "what": row.get_status_display()}
    return _("%(who)s has noted “%(what)s” meanwhile. Look at it as it is now and decide again.") % words


def _write(line: Line, wanted: Noted, by: Actor, now: datetime) -> Attendance:
    values = {"status": wanted.status, "attended": wanted.attended, "set_at": now, "set_by": by.user}
    row, _made = Attendance.objects.update_or_create(
        booking_id=line.booking_id, session_id=line.session_id, defaults=values
    )
    return row
