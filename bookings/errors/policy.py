"""What the rules of a service or of the site don't allow."""

from django.utils.translation import gettext_lazy as _

from bookings.errors.base import BookingPolicyViolation


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


class AlreadyBegun(BookingPolicyViolation):
    sentence = _("This course has begun, and can't be joined any more.")


class NoWaitlist(BookingPolicyViolation):
    sentence = _("This class has no waitlist.")


class WaitlistFull(BookingPolicyViolation):
    sentence = _("The waitlist of this class is full. Look at it again later, or choose another date.")


class AlreadyWaiting(BookingPolicyViolation):
    """It says no more than that: whose booking it is only the mailed link tells."""

    sentence = _("This email is on the waitlist of this class already. The link to it is in the mail that we sent.")


class PaidByPlan(BookingPolicyViolation):
    """More people, where credits were taken for those who were booked."""

    sentence = _("This booking is paid with a plan, for the people it has. Book the others as a booking of their own.")
