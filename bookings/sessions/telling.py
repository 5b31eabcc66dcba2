"""A session has another face: its bookings keep it from now on, and their customers are told."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle.copies import cutoffs
from bookings.lifecycle.settling import next_start
from bookings.models import Booking, EventKind, MessageKind
from bookings.moves import record
from bookings.sessions.faces import Face
from bookings.states import Status
from services.wording import clock, moment


@dataclass(frozen=True, slots=True)
class Telling:
    """One date before and after; and what its bookings keep, which for a course is that of the whole.

    `before` is None where the date is new, or the first of `added` ones, `after` where it is called off, the
    bookings' faces where the course has no date.
    """

    before: Face | None
    bookings_before: Face | None
    after: Face | None
    bookings_after: Face | None
    is_course: bool = False
    added: int = 1

    @property
    def anything(self) -> bool:
        return self.before != self.after

    @property
    def columns(self) -> dict[str, Any]:
        """What changes in each booking."""
        if self.bookings_after is None:
            return {}
        if self.bookings_before is None:
            return self.bookings_after.columns
        return self.bookings_before.changed_to(self.bookings_after)


def follow(booking: Booking, telling: Telling, *, by: Actor, now: datetime, notify: bool, words: str) -> None:
    """One event, one message, the reminder planned anew; the booking is locked."""
    previous, changes = booking.starts_at, dict(telling.columns)
    if "starts_at" in changes:
        changes |= cutoffs(booking.terms, changes["starts_at"])
    if booking.answer_by is not None and (telling.is_course or "starts_at" in changes):
        start, end = changes.get("starts_at", booking.starts_at), changes.get("ends_at", booking.ends_at)
        changes["answer_by"] = min(booking.answer_by, next_start(booking, start, end, now))
    changes["participant_notification"] = {"notify": notify, "message": words}
    event = record(booking, EventKind.RESCHEDULED, by=by, now=now, **changes)
    if "starts_at" in changes:
        messages.drop_reminders(booking, now=now, reason=_("the booking was moved"))
        if booking.status == Status.CONFIRMED:
            messages.plan_reminder(booking, now=now)
    # Who has not finished hears it with the confirmation.
    if notify and booking.status != Status.CREATED:
        facts: dict[str, Any] = {"words": words} if words else {}
        if "starts_at" in changes:
            facts["previous_start"] = previous.isoformat()
        with translation.override(booking.language):
            facts |= _changed(booking, telling)
        messages.plan(MessageKind.RESCHEDULED, booking, event=event, now=now, facts=facts)


def _changed(booking: Booking, telling: Telling) -> dict[str, str]:
    """In place of "has a new time", where that would be said too soon or of the whole."""
    before, after = telling.before, telling.after
    if after is None:
        words = {"when": _moment(before)}
        sentence = _("%(when)s does not take place. The other dates of this course stay.")
        if telling.bookings_after is None:
            sentence = _("%(when)s does not take place. This course has no other dates.")
        return {"changed": sentence % words}
    if before is None:
        sentence = ngettext(
            "This course has another date: %(when)s.",
            "This course has %(n)s more dates, the first on %(when)s. Your page shows them all.",
            telling.added,
        )
        return {"changed": sentence % {"n": telling.added, "when": _moment(after)}}
    moved = after.starts_at != before.starts_at
    if moved and not telling.is_course:
        waits = booking.status == Status.WAITING_LIST
        return {"changed": _("The class that you are waiting for has a new time.")} if waits else {}
    return {"changed": " ".join(_sentences(before, after))}


def _moment(face: Face | None) -> str:
    return moment(face.starts_at, face.time_zone) if face else ""


def _sentences(before: Face, after: Face) -> list[str]:
    words = {
        "before": _moment(before),
        "when": _moment(after),
        "end": clock(after.ends_at, after.time_zone),
        "who": after.resource_name,
        "where": after.location_text,
    }
    said = []
    if after.starts_at != before.starts_at:
        said.append(_("The date of %(before)s is now %(when)s."))
    elif after.ends_at != before.ends_at:
        said.append(_("On %(when)s it lasts until %(end)s."))
    if after.resource_name and after.resource_name != before.resource_name:
        said.append(_("On %(when)s it is given by %(who)s."))
    if after.location_text and after.location_text != before.location_text:
        said.append(_("On %(when)s it takes place here: %(where)s."))
    return [sentence % words for sentence in said] or [_("On %(when)s something has changed.") % words]
