"""Credits of a plan in words, the same on every page and in every mail."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.models import Booking
from bookings.states import FINAL


def credits_words(count: int) -> str:
    """ "1 credit", "3 credits"."""
    return ngettext("%(n)s\u00a0credit", "%(n)s\u00a0credits", count) % {"n": count}


def in_use(booking: Booking) -> int:
    """Credits for who still comes."""
    return booking.credits - booking.credits_kept


def come_back(count: int) -> str:
    sentence = ngettext("%(credits)s comes back to your plan.", "%(credits)s come back to your plan.", count)
    return sentence % {"credits": credits_words(count)}


def stay_used(count: int) -> str:
    sentence = ngettext("%(credits)s stays used.", "%(credits)s stay used.", count)
    return sentence % {"credits": credits_words(count)}


def credit_rows(booking: Booking) -> list[tuple[str, str]]:
    """What a plan gave for the booking, and what became of it."""
    rows = [(_("Paid with a plan"), credits_words(booking.credits))]
    if booking.credits_kept:
        rows.append((_("Stays used"), credits_words(booking.credits_kept)))
    if booking.status in FINAL and in_use(booking):
        rows.append((_("Back in your plan"), credits_words(in_use(booking))))
    return rows
