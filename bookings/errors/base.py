"""What every error has, and those of any verb."""

from typing import Any

from django.utils.translation import gettext_lazy as _


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


class BookingPolicyViolation(BookingError):
    code, number = "BOOKING_POLICY_VIOLATION", 403
    sentence = _("The rules of this booking don't allow that.")


class RevisionConflict(BookingError):
    code, number = "REVISION_CONFLICT", 409
    sentence = _("This booking has changed since you opened it. Look at it as it is now and decide again.")


class InvalidServiceChoices(BookingError):
    code, number = "INVALID_SERVICE_CHOICES", 428
    sentence = _("Say for whom it is: choose how many of each.")


class InvalidChoices(BookingError):
    code, number = "INVALID_CHOICES", 400
    sentence = _("One of these choices is not offered any more. Choose again.")


class PaymentOptionNotSupported(BookingError):
    code, number = "PAYMENT_OPTION_NOT_SUPPORTED", 428
    sentence = _("This service can't be paid that way. Choose another.")


class InvalidMove(BookingError):
    """The booking's status does not allow the asked change."""

    sentence = _("This booking can't be changed that way any more.")


class MoneyOnItsWay(BookingError):
    """What is to be paid for more people is known once a refund is through."""

    code, number = "MONEY_ON_ITS_WAY", 409
    sentence = _(
        "Money of this booking is on its way back, so it can't cost more just now. Try again in a minute; if that does"
        " not help, call us."
    )


class TryAgain(BookingError):
    """The database was too busy with others; nothing was changed (journeys.md S32)."""

    code, number = "TRY_AGAIN", 503
    sentence = _("Many people are booking at this moment. Nothing was lost: send it again.")
