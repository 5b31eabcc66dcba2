"""About who somebody is (domain.md section 1, Member)."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from bookings.errors.base import BookingError


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

    def __init__(self, bookings: list[Any]) -> None:
        super().__init__()
        self.bookings = bookings
