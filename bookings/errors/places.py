"""Times and places that are not there, or not any more."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from bookings.errors.base import BookingError


class SlotNotAvailable(BookingError):
    code, number = "SLOT_NOT_AVAILABLE", 428
    sentence = _("Somebody else has just taken this time.")


class NobodyServes(BookingError):
    code, number = "SLOT_NOT_AVAILABLE", 428
    sentence = _("Nobody is set up to give this service. Add somebody to its requirements first.")


class SessionCapacityExceeded(SlotNotAvailable):
    """`left`: how many places there are, fewer than were asked for."""

    code, number = "SESSION_CAPACITY_EXCEEDED", 428
    sentence = _("This class is full.")

    def __init__(self, sentence: Any = None, *, field: str | None = None, left: int = 0) -> None:
        super().__init__(sentence or (_some_left(left) if left else None), field=field)
        self.left = left


class ScheduleCapacityExceeded(SessionCapacityExceeded):
    code, number = "SCHEDULE_CAPACITY_EXCEEDED", 428
    sentence = _("This course is full.")


def _some_left(left: int) -> str:
    return ngettext("Only %(left)s place is left.", "Only %(left)s places are left.", left) % {"left": left}


class SessionNotFound(SlotNotAvailable):
    code, number = "SESSION_NOT_FOUND", 428
    sentence = _("This class does not take place any more.")


class ScheduleNotFound(SlotNotAvailable):
    code, number = "SCHEDULE_NOT_FOUND", 428
    sentence = _("This course has no dates to come.")


class PlaceIsFree(BookingError):
    """Nobody waits while there is room for the party."""

    sentence = _("A place is free now, so there is nothing to wait for: book it.")


class OfferOver(SlotNotAvailable):
    sentence = _("The time to take this place has passed.")
