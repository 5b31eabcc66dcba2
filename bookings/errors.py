"""One exception for each thing a caller can act on (domain.md section 10).

`code` and `number` are the documents' own; `str(error)` is a sentence for the person who asked.
"""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext


class BookingError(Exception):
    code = "VALIDATION_FAILURE"
    number = 428
    sentence: Any = _("This booking can't be made as it was sent.")

    def __init__(self, sentence: Any = None, *, field: str | None = None) -> None:
        super().__init__(sentence or self.sentence)
        self.field = field

    def __str__(self) -> str:
        return str(self.args[0])


class InvalidRequest(BookingError):
    """A required piece is missing or contradicts another."""


class InvalidTimeZone(BookingError):
    code, number = "INVALID_TIME_ZONE", 400
    sentence = _("We don't know this time zone.")


class InvalidDateFormat(BookingError):
    code, number = "INVALID_DATE_FORMAT", 400
    sentence = _("We can't read this date.")


class UnauthorizedOperation(BookingError):
    code, number = "UNAUTHORIZED_OPERATION", 403
    sentence = _("Your account may not do this.")


class ContactDetailsConflict(BookingError):
    """`email`: the member's own."""

    code, number = "CONTACT_DETAILS_CONFLICT", 400

    def __init__(self, email: str) -> None:
        sentence = _("You are signed in as %(email)s. Book with that address, or sign out to book with another.")
        super().__init__(sentence % {"email": email}, field="email")


class LinkOver(BookingError):
    sentence = _("This link has been used, or it is too old.")


class TooManyLinks(BookingError):
    sentence = _("That was a lot of links in an hour. Ask again later, or call us.")


class AddressTaken(BookingError):
    sentence = _("This address has bookings of its own already. Sign in with it to see them.")


class BookingsStand(BookingError):
    """`bookings`: those that have to end first (journeys.md S37)."""

    number = 409
    sentence = _("Bookings that still stand need a name and an address. Cancel them, or wait until they are over.")

    def __init__(self, bookings: Sequence[Any]) -> None:
        super().__init__()
        self.bookings = bookings


class BookingPolicyViolation(BookingError):
    code, number = "BOOKING_POLICY_VIOLATION", 403
    sentence = _("The rules of this booking don't allow that.")


class TooEarlyToBook(BookingPolicyViolation):
    sentence = _("Booking for this time has not opened yet.")


class TooLateToBook(BookingPolicyViolation):
    sentence = _("Online booking for this time has closed.")


class BookOnlineDisabled(BookingPolicyViolation):
    sentence = _("This service can't be booked online. Call us and we will find a time.")


class TooManyParticipants(BookingPolicyViolation):
    sentence = _("That is more people than one booking can have.")


class TooManyHolds(BookingPolicyViolation):
    sentence = _("You are holding several times already. Finish or leave one of them first.")


class RevisionConflict(BookingError):
    code, number = "REVISION_CONFLICT", 409
    sentence = _("This booking has changed since you opened it. Look at it as it is now and decide again.")


class SlotNotAvailable(BookingError):
    code, number = "SLOT_NOT_AVAILABLE", 428
    sentence = _("Somebody else has just taken this time.")


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


class NoWaitlist(BookingPolicyViolation):
    sentence = _("This class has no waitlist.")


class WaitlistFull(BookingPolicyViolation):
    sentence = _("The waitlist of this class is full. Look at it again later, or choose another date.")


class PlaceIsFree(BookingError):
    """Nobody waits while there is room for the party."""

    sentence = _("A place is free now, so there is nothing to wait for: book it.")


class OfferOver(SlotNotAvailable):
    sentence = _("The time to take this place has passed.")


class AlreadyBegun(BookingPolicyViolation):
    sentence = _("This course has begun, and can't be joined any more.")


class MoneyOnItsWay(BookingError):
    """What is to be paid for more people is known once a refund is through."""

    code, number = "MONEY_ON_ITS_WAY", 409
    sentence = _(
        "Money of this booking is on its way back, so it can't cost more just now. Try again in a minute; if that does"
        " not help, call us."
    )


class AlreadyWaiting(BookingPolicyViolation):
    """It says no more than that: whose booking it is only the mailed link tells."""

    sentence = _("This email is on the waitlist of this class already. The link to it is in the mail that we sent.")


class InvalidServiceChoices(BookingError):
    code, number = "INVALID_SERVICE_CHOICES", 428
    sentence = _("Say for whom it is: choose how many of each.")


class InvalidChoices(BookingError):
    code, number = "INVALID_CHOICES", 400
    sentence = _("One of these choices is not offered any more. Choose again.")


class NobodyServes(BookingError):
    code, number = "SLOT_NOT_AVAILABLE", 428
    sentence = _("Nobody is set up to give this service. Add somebody to its requirements first.")


class PaymentOptionNotSupported(BookingError):
    code, number = "PAYMENT_OPTION_NOT_SUPPORTED", 428
    sentence = _("This service can't be paid that way. Choose another.")


class InvalidMove(BookingError):
    """The booking's status does not allow the asked change."""

    sentence = _("This booking can't be changed that way any more.")


class TryAgain(BookingError):
    """The database was too busy with others; nothing was changed (journeys.md S32)."""

    code, number = "TRY_AGAIN", 503
    sentence = _("Many people are booking at this moment. Nothing was lost: send it again.")
