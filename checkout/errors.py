"""What can go wrong on the way to pay, each with a sentence for the customer."""

from django.utils.translation import gettext_lazy as _

from bookings.errors import BookingError, RevisionConflict, SlotNotAvailable


class CheckoutClosed(BookingError):
    """Completed already, or its booking has ended: there is nothing to pay."""

    code, number = "REVISION_CONFLICT", 409
    sentence = _("This booking is not waiting for a payment any more.")


class PlanNotWaiting(CheckoutClosed):
    """It was chosen too long ago to be paid as it was."""

    sentence = _("You chose this plan some time ago. This is what it is now; nothing was charged.")


class PlanBeingPaid(BookingError):
    """Its buyer can't be erased meanwhile: what is paid would be nobody's."""

    code, number = "REVISION_CONFLICT", 409
    sentence = _("A plan is being paid for just now. Come back in half an hour, when the payment has ended.")


class PlanWithdrawn(PlanNotWaiting):
    sentence = _("This plan is not on sale any more. Nothing was charged.")


class PaymentUnavailable(BookingError):
    code, number = "VALIDATION_FAILURE", 428
    sentence = _("The payment provider does not answer. Nothing was charged; try again in a minute.")


class RefundTooLarge(BookingError):
    sentence = _("That is more than was paid.")


class MoreThanDue(BookingError):
    code, number = "VALIDATION_FAILURE", 428
    sentence = _("That is more than is left to pay.")


class RefundDealtWith(BookingError):
    """It is not refused any more: somebody has tried it again, or given it back."""

    code, number = "REVISION_CONFLICT", 409
    sentence = _("This refund has been dealt with already.")


class MoneyMoved(RevisionConflict):
    sentence = _("Money of this order has moved since you opened it. Look at it as it is now and decide again.")


class AlreadyBooked(BookingError):
    """The form came back with other answers, after its booking was through."""

    code, number = "REVISION_CONFLICT", 409
    sentence = _("You have booked this already. What you changed here was not taken over.")


class PartlyTaken(SlotNotAvailable):
    """Some of several dates have no room any more. `sessions`: their ids."""

    sentence = _("Not all of the dates have room any more. Look at what is left, then go on.")

    def __init__(self, sessions: tuple[int, ...]) -> None:
        super().__init__()
        self.sessions = sessions


class PlanDoesNotPay(BookingError):
    code, number = "PAYMENT_OPTION_NOT_SUPPORTED", 428
    sentence = _("Your plan does not pay for this booking. Choose another way to pay.")


class NotEnoughCredits(PlanDoesNotPay):
    """They ran out between pick and confirm (journeys.md S29)."""

    sentence = _("Your plan has not enough credits left for this. No credit was taken; choose another way to pay.")


class PlanDoesNotReach(PlanDoesNotPay):
    """A date lies outside of what it pays for. `refusal`: a Refusal of checkout/plans.py."""

    def __init__(self, sentence: str, refusal: str) -> None:
        super().__init__(sentence)
        self.refusal = refusal


class SumChanged(BookingError):
    """The price is another than when the way to pay was chosen."""

    code, number = "REVISION_CONFLICT", 409
    sentence = _("The sum has changed since you opened this page. Look at what is due, then go on.")


class CouponRefused(BookingError):
    """One of those below; a code is never taken in part."""


class CouponUnknown(CouponRefused):
    sentence = _("We don't know this code. Look for a slip of the finger.")


class CouponEnded(CouponRefused):
    """Its time is over, or its owner switched it off."""

    sentence = _("This code is not valid any more.")


class CouponNotYet(CouponRefused):
    sentence = _("This code is not valid yet.")


class CouponUsedUp(CouponRefused):
    sentence = _("This code has been used as often as it can be.")


class CouponUsedByYou(CouponRefused):
    """By the same contact, on another checkout that is open or paid."""

    sentence = _("You have used this code already.")


class CouponNotForThis(CouponRefused):
    sentence = _("This code takes nothing off what you are booking.")
