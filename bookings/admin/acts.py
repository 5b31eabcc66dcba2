"""What an owner can do to a booking, each a verb with its own page, words and permission."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from bookings.actors import Actor, Permission
from bookings.admin.act_forms import ActForm, CancelForm, ConfirmForm, WordsForm
from bookings.admin.change_forms import DateActForm, PeopleActForm
from bookings.admin.time_form import TimeActForm
from bookings.lifecycle import (
    cancel_booking,
    confirm_booking,
    decline_booking,
    reschedule_booking,
    set_booking_as_pending,
    update_number_of_participants,
)
from bookings.models import Booking
from bookings.states import ON_CALENDAR, UNDECIDED, Status
from services.models import ServiceKind


@dataclass(frozen=True)
class Act:
    """`form`'s cleaned data are the verb's own arguments. `look`: how its button looks."""

    name: str
    label: Any
    effect: Any
    done: Any
    permission: str
    form: type[ActForm]
    verb: Callable[..., Booking]
    look: str = ""

    def fits(self, booking: Booking) -> bool:
        """Whether the booking's status allows it now; the verb asks again, under lock."""
        if self.name == "set-pending":
            return booking.status == Status.CREATED and booking.terms.needs_approval
        if self.name == "cancel":
            return booking.status in UNDECIDED | {Status.CONFIRMED}
        if self.name == "date":
            return booking.kind == ServiceKind.CLASS and booking.status in ON_CALENDAR
        if self.name == "time":
            return booking.kind == ServiceKind.APPOINTMENT and booking.status in ON_CALENDAR
        if self.name == "people":
            return booking.kind != ServiceKind.APPOINTMENT and booking.status in ON_CALENDAR
        return booking.status in UNDECIDED

    def carry_out(self, booking: Booking, user: Any, now: datetime, **arguments: Any) -> Booking:
        return self.verb(booking, by=Actor.owner(user), now=now, **arguments)


ACTS = {
    act.name: act
    for act in [
        Act(
            "confirm",
            _("Confirm"),
            _("The time is taken. A reserved card payment is charged, and the reminder is planned."),
            _("%(code)s is confirmed."),
            Permission.DECIDE,
            ConfirmForm,
            confirm_booking,
            "go",
        ),
        Act(
            "decline",
            _("Decline"),
            _("The time is free again. What is reserved on a card is let go, and what was paid goes back."),
            _("%(code)s is declined."),
            Permission.DECIDE,
            WordsForm,
            decline_booking,
        ),
        Act(
            "set-pending",
            _("Set as a request"),
            _("The unfinished booking becomes a request that waits for your answer."),
            _("%(code)s is a request now."),
            Permission.SET_PENDING,
            ActForm,
            set_booking_as_pending,
        ),
        Act(
            "people",
            _("Change number of people"),
            _("The price follows at what it was booked for. Places that come free are free at once."),
            _("%(code)s has another number of people."),
            Permission.BOOK,
            PeopleActForm,
            update_number_of_participants,
        ),
        Act(
            "date",
            _("Move to another date"),
            _("The places of the old date are free at once, and the reminder goes with the new one."),
            _("%(code)s is on another date."),
            Permission.BOOK,
            DateActForm,
            reschedule_booking,
        ),
        Act(
            "time",
            _("Move to another time"),
            _("The old time is free at once, and the reminder goes with the new one."),
            _("%(code)s is at another time."),
            Permission.BOOK,
            TimeActForm,
            reschedule_booking,
        ),
        Act(
            "cancel",
            _("Cancel"),
            _("The time is free again and the reminder is dropped."),
            _("%(code)s is canceled."),
            Permission.CANCEL,
            CancelForm,
            cancel_booking,
            "bad",
        ),
    ]
}


def acts_for(booking: Booking, user: Any) -> list[Act]:
    """What this user can do to this booking now."""
    actor = Actor.owner(user)
    return [act for act in ACTS.values() if actor.may(act.permission) and act.fits(booking)]
