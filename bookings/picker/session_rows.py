"""The dates of a class as rows of a list, made in Python: a page may have five hundred of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import groupby

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from bookings.classes import ClassSession
from bookings.picker.dates import Dates
from bookings.places import Places
from bookings.refusals import TOO_EARLY, TOO_LATE
from services import wording

MOST_DRAWN = 20  # places up to which each is drawn
OPEN = (
    '<label class="sess"><input type="{kind}" name="s" value="{id}" aria-label="{name}"{checked}>'
    '<span class="next"><b>{clock}</b><span class="n">{until}</span></span><span>{who}</span>'
    '<span class="left">{places}</span></label>'
)
SHUT = (
    '<div class="sess{shut}"><i class="mark {mark}" aria-hidden="true"></i>'
    '<div class="next"><b>{clock}</b><span class="n">{until}</span></div><div>{who}<br><span class="soft sm">{why}'
    '</span></div><div class="left">{places}</div></div>'
)
WAIT = '<a class="btn sm" href="{}">{}<span class="vh"> {}</span></a>'


@dataclass(slots=True)
class DayOfDates:
    """`away`: "Today", "Tomorrow" or nothing."""

    title: str
    away: str
    rows: SafeString


def days_of(dates: Dates, sessions: Sequence[ClassSession]) -> list[DayOfDates]:
    today = dates.now.astimezone(dates.zone).date()
    found = []
    for day, members in groupby(sessions, key=lambda each: each.start.astimezone(dates.zone).date()):
        rows = SafeString("".join([_row(dates, each) for each in members]))
        found.append(DayOfDates(wording.day_label(day, dates.zone, dates.now), _away(day, today), rows))
    return found


def _away(day: date, today: date) -> str:
    if (day - today).days in (0, 1):
        return _("Tomorrow") if day > today else _("Today")
    return ""


def _row(dates: Dates, session: ClassSession) -> str:
    zone = dates.shown
    who = escape(", ".join(filter(None, (session.people, _where(dates, session)))))
    words = {
        "clock": wording.clock(session.start, zone),
        "until": _("to %(clock)s") % {"clock": wording.clock(session.end, zone)},
        "who": who,
        "places": _places(session.places, get_language() or "en"),
    }
    if session.bookable:
        checked = " checked" if session.id in dates.asked.sessions else ""
        kind = "radio" if dates.most == 1 else "checkbox"
        name = escape(_name(dates, session))
        return OPEN.format(id=session.id, kind=kind, checked=checked, name=name, **words)
    if session.violations:
        return SHUT.format(shut=" shut", mark="dash", why=escape(_closed(dates, session)), **words)
    return SHUT.format(**_full(dates, session, words))


def _where(dates: Dates, session: ClassSession) -> str:
    return dates.place_name(session.location_id) if len(dates.places) > 1 else ""


def _name(dates: Dates, session: ClassSession) -> str:
    """What a screen reader says of its box: "Wed 18 March, 19:00 with Inés Prado, 3 of 12 places left"."""
    words = {
        "moment": wording.moment(session.start, dates.shown, dates.now),
        "people": session.people,
        "places": places_left(session.places),
    }
    if session.people:
        return _("%(moment)s with %(people)s, %(places)s") % words
    return _("%(moment)s, %(places)s") % words


def _closed(dates: Dates, session: ClassSession) -> str:
    terms = dates.service.policy.terms()
    if TOO_LATE in session.violations:
        closed = wording.moment(terms.closes_at(session.start), dates.zone, dates.now)
        return _("Online booking closed %(moment)s.") % {"moment": closed}
    opens = terms.opens_at(session.start)
    if TOO_EARLY in session.violations and opens is not None:
        return _("Opens %(moment)s.") % {"moment": wording.moment(opens, dates.zone, dates.now)}
    return _("Not booked online.")


def _full(dates: Dates, session: ClassSession, words: dict[str, str]) -> dict[str, str]:
    """Full, or kept for those who wait; with the way onto the waitlist where there is one."""
    words = words | {"shut": "", "mark": "no", "who": f"<b>{escape(_('Full.'))}</b> {words['who']}", "why": ""}
    if not dates.service.policy.waitlist:
        return words
    line = ngettext("%(n)s on the waitlist.", "%(n)s on the waitlist.", session.waiting) % {"n": session.waiting}
    if not session.has_waitlist(dates.service):
        return words | {"why": escape(_("%(line)s The waitlist is full too.") % {"line": line})}
    minutes = wording.minutes_long(dates.service.policy.waitlist_offer_minutes)
    then = _("If a place comes free, you have %(minutes)s to take it.") % {"minutes": minutes}
    address = (
        reverse("checkout:join", args=[session.id])
        + dates.asked.but(month=None, day=None, weeks=0, as_month=False, sessions=()).query()
    )
    moment = _("for %(moment)s") % {"moment": wording.moment(session.start, dates.shown, dates.now)}
    link = WAIT.format(escape(address), escape(_("Join the waitlist")), escape(moment))
    return words | {"why": escape(f"{line} {then}" if session.waiting else then), "places": link}


def places_left(places: Places) -> str:
    """ "3 of 12 places left", "Last place"."""
    if places.open == 1:
        return _("last place")
    return _("%(left)s of %(all)s places left") % {"left": places.open, "all": places.capacity}


def blocks(places: Places) -> SafeString:
    """For a page of its own."""
    return SafeString(_places(places, get_language() or "en"))


@lru_cache(maxsize=4096)
def _places(places: Places, language: str) -> str:
    """Blocks, as long as they can be counted at a glance, and the words; bold when few are left. `language` is the
    active one, for the cache to tell them apart."""
    said = places_left(places)
    words: str = escape(said[:1].upper() + said[1:])
    if places.open and places.open * 4 <= places.capacity:
        words = f"<b>{words}</b>"
    if places.capacity > MOST_DRAWN:
        return words
    taken = max(places.capacity - places.open, 0)
    blocks = '<i class="t"></i>' * taken + "<i></i>" * (places.capacity - taken)
    return f'<span class="places" aria-hidden="true">{blocks}</span>{words}'
