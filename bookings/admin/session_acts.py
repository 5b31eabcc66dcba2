"""What an owner can do to one date of a class or course, each a verb with its own page and permission."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from bookings.actors import Actor, Permission
from bookings.admin.session_call_off import CallOffCourseForm, CallOffForm
from bookings.admin.session_forms import MoveForm, PlacesForm, SessionForm
from bookings.models import Session, SessionKind
from bookings.sessions import call_off_course, call_off_session, move_session, set_capacity, too_many
from bookings.sessions.moving import CHANGE


@dataclass(frozen=True)
class SessionAct:
    """`carry_out` calls the verb with the form's arguments, and says what was done. `ends`: the date takes place no
    more."""

    name: str
    label: Any
    permission: str
    form: type[SessionForm]
    carry_out: Callable[..., str]
    look: str = ""

    only_course: bool = False
    ends: bool = False

    def fits(self, session: Session, now: datetime) -> bool:
        if self.only_course and session.kind != SessionKind.COURSE:
            return False
        return session.called_off_at is None and session.ends_at > now


def _move(session: Session, *, by: Actor, now: datetime, **arguments: Any) -> str:
    move_session(session, by=by, now=now, **arguments)
    return (
        _("It is moved. Whoever has booked it is told what has changed.") if arguments["notify"] else _("It is moved.")
    )


def _places(session: Session, *, by: Actor, now: datetime, capacity: int) -> str:
    target = session.schedule if session.kind == SessionKind.COURSE else session
    places = set_capacity(target, capacity, by=by, now=now)
    said = ngettext("There is %(count)s place now.", "There are %(count)s places now.", capacity) % {"count": capacity}
    over = too_many(places)
    if not over:
        return said
    sentence = ngettext(
        "%(over)s person more has a place and keeps it; nobody else can book.",
        "%(over)s people more have places and keep them; nobody else can book.",
        over,
    )
    return f"{said} {sentence % {'over': over}}"


def _call_off(session: Session, *, by: Actor, now: datetime, **arguments: Any) -> str:
    call_off_session(session, by=by, now=now, **arguments)
    if session.kind == SessionKind.COURSE:
        return _("This date is called off. Everybody in the course is told.")
    return _("It is called off. Its bookings end one by one, and everybody is told.")


def _call_off_course(session: Session, *, by: Actor, now: datetime, **arguments: Any) -> str:
    call_off_course(session.schedule, by=by, now=now, **arguments)
    return _("The course is called off. Its bookings end one by one, and everybody is told.")


ACTS = {
    act.name: act
    for act in [
        SessionAct("move", gettext_lazy("Move"), CHANGE, MoveForm, _move),
        SessionAct("places", gettext_lazy("Places"), CHANGE, PlacesForm, _places),
        SessionAct(
            "call-off",
            gettext_lazy("Call off this date"),
            Permission.CANCEL,
            CallOffForm,
            _call_off,
            "bad",
            ends=True,
        ),
        SessionAct(
            "call-off-course",
            gettext_lazy("Call off the whole course"),
            Permission.CANCEL,
            CallOffCourseForm,
            _call_off_course,
            "bad",
            only_course=True,
            ends=True,
        ),
    ]
}


def acts_for(session: Session, user: Any, now: datetime) -> list[SessionAct]:
    """What this user can do to it now."""
    actor = Actor.owner(user)
    return [act for act in ACTS.values() if actor.may(act.permission) and act.fits(session, now)]
