"""What a change of the timetable has done, in sentences to the owner."""

from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.timetable import Changed, Extended
from services.wording import day_label, moment

NAMED = 6


def said_of(outcome: Changed | Extended, zone: ZoneInfo) -> Iterator[tuple[int, str]]:
    """(level of the message, sentence); nothing of what did not happen."""
    if isinstance(outcome, Changed):
        yield from _said_of_people(outcome, zone)
    if outcome.made:
        sentence = ngettext(
            "%(count)s date is new in the timetable.", "%(count)s dates are new in the timetable.", outcome.made
        )
        yield messages.INFO, sentence % {"count": outcome.made}
    if outcome.left_out:
        sentence = _("Not held, since somebody is taken then: %(days)s. The alerts say who.")
        yield messages.WARNING, sentence % {"days": _days(outcome.left_out)}


def _said_of_people(changed: Changed, zone: ZoneInfo) -> Iterator[tuple[int, str]]:
    if changed.removed:
        sentence = ngettext(
            "%(count)s date without people has gone.", "%(count)s dates without people have gone.", changed.removed
        )
        yield messages.INFO, sentence % {"count": changed.removed}
    if changed.moved:
        sentence = ngettext(
            "%(count)s date was moved with its people, who are told.",
            "%(count)s dates were moved with their people, who are told.",
            changed.moved,
        )
        yield messages.INFO, sentence % {"count": changed.moved}
    if changed.kept:
        shown = [moment(session.starts_at, zone) for session in changed.kept[:NAMED]]
        more = "; …" if len(changed.kept) > NAMED else ""
        yield messages.WARNING, _("As it was, with its people: %(dates)s.") % {"dates": "; ".join(shown) + more}


def _days(days: list[date]) -> str:
    return ", ".join(day_label(day) for day in days[:NAMED]) + (", …" if len(days) > NAMED else "")
