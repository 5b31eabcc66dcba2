"""What a posted attendance sheet does, whichever bookings are on it: the right lines are noted, the wrong said."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.admin.attendance_rows import ANSWERS, SheetRow, lines_of, tally
from bookings.errors import BookingError, RevisionConflict
from bookings.models import AttendanceStatus
from bookings.sessions import set_attendances
from bookings.sessions.attendance import NOTE, Line, Noted, noted_from
from services.wording import moment

SEE = "bookings.view_booking"
EVERYBODY = "everybody"


@dataclass(slots=True)
class Outcome:
    """`status` to answer with, 302 when all of it is done; `refused` by the booking's id."""

    status: int = 200
    error: str = ""
    refused: dict[int, tuple[BookingError, Line]] = field(default_factory=dict)


def seeing(request: HttpRequest) -> Actor:
    """Whoever may see bookings. Raises PermissionDenied."""
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(SEE):
        raise PermissionDenied
    return actor


def note(request: HttpRequest, rows: list[SheetRow], actor: Actor) -> Outcome:
    """Raises PermissionDenied."""
    if not actor.may(NOTE):
        raise PermissionDenied
    lines = {
        line.booking_id: line for line in lines_of(rows, request.POST, everybody=request.POST.get("act") == EVERYBODY)
    }
    sheet = set_attendances(list(lines.values()), by=actor, now=timezone.now())
    if sheet.noted:
        count = len(sheet.noted)
        said = ngettext("%(n)s booking is noted.", "%(n)s bookings are noted.", count) % {"n": count}
        messages.success(request, said)
    refused = {pk: (error, lines[pk]) for pk, error in sheet.refused.items()}
    if _gone(request.POST, rows):
        error = _("A booking has left this sheet meanwhile: it was canceled or moved. This is how it is now.")
        return Outcome(409, error, refused)
    if refused:
        others = any(isinstance(error, RevisionConflict) for error, _line in refused.values())
        return Outcome(409 if others else 422, _("What is marked below is not noted yet."), refused)
    return Outcome(302)


def context_of(rows: list[SheetRow], outcome: Outcome, actor: Actor) -> dict[str, Any]:
    """For admin/bookings/attendance/sheet.html. `rows` as they are now."""
    for row in rows:
        if (said := outcome.refused.get(row.booking.pk)) is not None:
            row.refused = str(said[0])
            row.typed = None if isinstance(said[0], RevisionConflict) else _typed(said[1])
    return {
        "rows": rows,
        "answers": ANSWERS,
        "error": outcome.error,
        "tally": tally(rows) if any(row.opens for row in rows) else "",
        "opens_at": _opens(rows),
        "may_note": actor.may(NOTE),
        "can_note": actor.may(NOTE) and any(row.can_note for row in rows),
        "left": any(row.can_note and row.noted.status == AttendanceStatus.NOT_SET for row in rows),
    }


def _typed(line: Line) -> Noted:
    return Noted(line.status, line.attended or 0)


def _opens(rows: Iterable[SheetRow]) -> str:
    """From when on they are noted, where that lies ahead for all of them."""
    rows = list(rows)
    if not rows or any(row.opens for row in rows):
        return ""
    first = rows[0]
    return moment(noted_from(first.starts_at, first.booking.zone), first.booking.zone)


def _gone(post: Mapping[str, str], rows: Iterable[SheetRow]) -> bool:
    """Whether the form says something new of one who is not on the sheet any more."""
    here = {f"status_{row.booking.pk}" for row in rows if row.can_note}
    names = {name for name in post if name.startswith("status_")} - here
    return any(post.get(name.replace("status_", "seen_", 1), "").partition(":")[0] != post[name] for name in names)
