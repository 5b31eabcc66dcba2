"""The words of a text message: names of the business and the service, the time, and how to end them.

Nothing that a customer typed is in it (journeys.md S30).
"""

from django.utils.translation import gettext as _

from bookings.messages.sms.gsm import ONE_TEXT, in_alphabet, septets
from bookings.models import Booking
from services.models import Business
from services.wording import clock, day_label, plain, zone_label

SHORTEST = 12
TWO_WIDE_TEXTS = 134  # what one text in another script can't hold, two can


def reminder(booking: Booking) -> str:
    """At most 160 characters of the GSM alphabet wherever the names allow; long names are cut, never the time."""
    business = Business.objects.current()
    names = [_one_line(business.sms_sender or business.name), _one_line(booking.title)]
    while _too_long(text := _write(booking, *names)):
        longest = max(names, key=len)
        if len(longest) <= SHORTEST:
            break
        names[names.index(longest)] = longest.rstrip(".")[: len(longest.rstrip(".")) - 1].rstrip() + "."
    return text


def _write(booking: Booking, business: str, service: str) -> str:
    words = {
        "business": business,
        "service": service,
        "day": day_label(booking.starts_at, booking.zone),
        "time": clock(booking.starts_at, booking.zone),
        "zone": zone_label(booking.starts_at, booking.zone),
    }
    sentence = _("%(business)s: %(service)s on %(day)s at %(time)s, %(zone)s. Reply STOP to end reminders.")
    return in_alphabet(plain(sentence % words))


def _one_line(name: str) -> str:
    return in_alphabet(" ".join(name.split()))


def _too_long(text: str) -> bool:
    room = septets(text)
    return len(text) > TWO_WIDE_TEXTS if room is None else room > ONE_TEXT
