"""What a booking's own page says of who came."""

from datetime import datetime
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.admin.attendance_rows import said_of
from bookings.admin.wording import when
from bookings.models import Attendance, AttendanceStatus, SessionKind
from bookings.sessions.attendance import NOTE, noted_from
from bookings.states import Status


def attendance_context(booking: Any, actor: Actor, now: datetime) -> dict[str, Any]:
    """`came`: what was noted, date by date. `answers`: what one press can say of an appointment, none before its day
    or without the permission. One query."""
    rows = booking.attendances.select_related("set_by", "session").order_by("session__starts_at")
    came = [_words(booking, row) for row in rows]
    opens = booking.session_id is not None and noted_from(booking.starts_at, booking.zone) <= now
    may = actor.may(NOTE) and booking.status == Status.CONFIRMED and opens
    stands = {row.status for row in rows} or {AttendanceStatus.NOT_SET}
    answers = [(value, capfirst(word)) for value, word in AttendanceStatus.choices if value not in stands]
    return {"came": came, "answers": answers[::-1] if may and booking.kind == SessionKind.APPOINTMENT else []}


def _words(booking: Any, row: Attendance) -> tuple[str, str]:
    """ "Mon 30 March, 10:00: came, 2 of 3 people", "Noted by olga, ..." """
    word = row.get_status_display()
    people = booking.total_participants
    if row.status == AttendanceStatus.ATTENDED and people > 1:
        part = ngettext("%(came)s of %(people)s person", "%(came)s of %(people)s people", people)
        word = f"{word}, {part % {'came': row.attended, 'people': people}}"
    words = {"when": when(row.session.starts_at, booking.business_zone), "what": word}
    return _("%(when)s: %(what)s") % words, said_of(row, booking.business_zone)
