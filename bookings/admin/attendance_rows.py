"""The lines of an attendance sheet: who is expected, what is known of them, what was noted."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.admin.wording import payment, when, with_business
from bookings.lifecycle.party import Choice, Party
from bookings.manage.people import party_words
from bookings.models import Attendance, AttendanceStatus, Booking
from bookings.sessions.attendance import Line, Noted, noted_from, noted_of
from bookings.states import ON_CALENDAR, Status

ANSWERS = [
    (AttendanceStatus.ATTENDED, AttendanceStatus.ATTENDED.label),
    (AttendanceStatus.NOT_ATTENDED, AttendanceStatus.NOT_ATTENDED.label),
    (AttendanceStatus.NOT_SET, AttendanceStatus.NOT_SET.label),
]


@dataclass(slots=True)
class SheetRow:
    """`said`: who noted it, and when. `opens`: it can be noted by now. `refused`: why the last word about it was not
    taken, `typed`."""

    booking: Any
    session_id: int
    starts_at: datetime
    party: str
    payment: str
    is_new: bool
    noted: Noted
    said: str
    opens: bool
    refused: str = ""
    typed: Noted | None = None

    @property
    def is_request(self) -> bool:
        return self.booking.status == Status.PENDING

    @property
    def can_note(self) -> bool:
        return self.opens and not self.is_request

    @property
    def seen(self) -> str:
        """What its writer has before them, for the form to bring back."""
        return f"{self.noted.status}:{self.noted.attended}"

    @property
    def shown(self) -> Noted:
        return self.typed or self.noted

    @property
    def number(self) -> int:
        """How many came, if they came."""
        return self.shown.attended or self.booking.total_participants

    @property
    def word(self) -> str:
        return str(capfirst(AttendanceStatus(self.noted.status).label))


def expected(bookings: QuerySet[Booking]) -> QuerySet[Any]:
    """Who stands or asks; whoever waits or has canceled is not expected. Two queries, `attendance` one more."""
    before = Booking.objects.filter(
        contact=OuterRef("contact"), status=Status.CONFIRMED, starts_at__lt=OuterRef("starts_at")
    )
    rows = with_business(bookings.filter(status__in=ON_CALENDAR)).annotate(came_before=Exists(before))
    return rows.prefetch_related("choices")


def sheet_rows(bookings: Iterable[Any], now: datetime, session: Any = None) -> list[SheetRow]:
    """`session`: the date of all of them; without it each one's own, an appointment's."""
    pairs = {booking.pk: session.pk if session else booking.session_id for booking in bookings}
    noted = Attendance.objects.filter(booking__in=pairs, session__in=set(pairs.values())).select_related("set_by")
    known = {(row.booking_id, row.session_id): row for row in noted}
    return [
        _row(booking, pairs[booking.pk], known.get((booking.pk, pairs[booking.pk])), session, now)
        for booking in bookings
    ]


def _row(booking: Any, session_id: int, noted: Attendance | None, session: Any, now: datetime) -> SheetRow:
    starts_at = session.starts_at if session else booking.starts_at
    return SheetRow(
        booking=booking,
        session_id=session_id,
        starts_at=starts_at,
        party=_party(booking),
        payment=payment(booking),
        is_new=booking.contact_id is not None and not booking.came_before,
        noted=noted_of(noted),
        said=said_of(noted, booking.business_zone) if noted else "",
        opens=session_id is not None and now >= noted_from(starts_at, booking.zone),
    )


def said_of(noted: Attendance, zone: Any) -> str:
    words = {"who": noted.set_by or _("the system"), "when": when(noted.set_at, zone)}
    return _("Noted by %(who)s, %(when)s") % words


def _party(booking: Any) -> str:
    choices = tuple(
        Choice(each.variant_id, each.name, each.price, each.participants) for each in booking.choices.all()
    )
    return party_words(Party(booking.total_participants, choices))


def tally(rows: Iterable[SheetRow]) -> str:
    """ "5 people came, 1 booking did not, 3 are not noted yet"."""
    rows = [row for row in rows if not row.is_request]
    count, came = Counter(row.noted.status for row in rows), sum(row.noted.attended for row in rows)
    away, open_ = count[AttendanceStatus.NOT_ATTENDED], count[AttendanceStatus.NOT_SET]
    said = [ngettext("%(n)s person came", "%(n)s people came", came) % {"n": came}]
    if away:
        said.append(ngettext("%(n)s booking did not come", "%(n)s bookings did not come", away) % {"n": away})
    if open_:
        said.append(ngettext("%(n)s is not noted yet", "%(n)s are not noted yet", open_) % {"n": open_})
    return ", ".join(said)


def lines_of(rows: Iterable[SheetRow], post: Mapping[str, str], *, everybody: bool) -> list[Line]:
    """What a form says of them, without what it leaves as it was. `everybody` came who is not noted otherwise; a
    number alone says that so many came."""
    lines = []
    for row in rows:
        pk = row.booking.pk
        status, seen = post.get(f"status_{pk}"), _seen(post.get(f"seen_{pk}", ""))
        if status is None or not row.can_note:
            continue
        number = _number(post.get(f"attended_{pk}"))
        if status == AttendanceStatus.NOT_SET and seen.status == AttendanceStatus.NOT_SET:
            alone = number not in (None, row.booking.total_participants)
            status = AttendanceStatus.ATTENDED if everybody or alone else status
        came = row.booking.total_participants if number is None else number
        if Noted(status, came if status == AttendanceStatus.ATTENDED else 0) != seen:
            lines.append(Line(pk, row.session_id, status, number, seen))
    return lines


def _number(text: str | None) -> int | None:
    """No number at all is nobody, which the verb refuses."""
    if text is None:
        return None
    return int(text) if text.isdecimal() and len(text) < 6 else 0


def _seen(text: str) -> Noted:
    status, _colon, attended = text.partition(":")
    return Noted(status, int(attended)) if attended.isdecimal() and len(attended) < 6 else Noted()
