"""The words of a text message: names of the business and the service, the time, and what to do.

Nothing that a customer typed is in it (journeys.md S30).
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from bookings import links
from bookings.messages.sms.gsm import ONE_TEXT, in_alphabet, septets
from bookings.messages.waiting import until_words
from bookings.models import Booking, Message, MessageKind
from services.models import Business
from services.wording import clock, day_label, plain, zone_label

SHORTEST = 12
TWO_WIDE_TEXTS = 134  # what one text in another script can't hold, two can


def text_of(message: Message, booking: Booking) -> str:
    """At most 160 characters of the GSM alphabet wherever names and link allow; long names are cut, never the time."""
    sentence = _SENTENCES[MessageKind(message.kind)]
    words = _times(booking) | _offered(message, booking)
    business = Business.objects.current()
    names = [_one_line(business.sms_sender or business.name), _one_line(booking.title)]
    while _too_long(text := _fill(sentence(), words, names)):
        longest = max(names, key=len)
        if len(longest) <= SHORTEST:
            break
        names[names.index(longest)] = longest.rstrip(".")[: len(longest.rstrip(".")) - 1].rstrip() + "."
    return text


def _times(booking: Booking) -> dict[str, str]:
    return {
        "day": day_label(booking.starts_at, booking.zone),
        "time": clock(booking.starts_at, booking.zone),
        "zone": zone_label(booking.starts_at, booking.zone),
    }


def _offered(message: Message, booking: Booking) -> dict[str, str]:
    """Until when an offer stands, on the place's clock, and where to take it."""
    if message.kind != MessageKind.WAITLIST_OFFER:
        return {}
    return {"until": until_words(booking, message.facts), "link": links.url(booking)}


def _fill(sentence: str, words: Mapping[str, str], names: list[str]) -> str:
    business, service = names
    return in_alphabet(plain(sentence % {**words, "business": business, "service": service}))


def _one_line(name: str) -> str:
    return in_alphabet(" ".join(name.split()))


def _too_long(text: str) -> bool:
    room = septets(text)
    return len(text) > TWO_WIDE_TEXTS if room is None else room > ONE_TEXT


_SENTENCES: dict[MessageKind, Callable[[], str]] = {
    MessageKind.REMINDER: lambda: _(
        "%(business)s: %(service)s on %(day)s at %(time)s, %(zone)s. Reply STOP to end reminders."
    ),
    MessageKind.WAITLIST_OFFER: lambda: _("%(business)s: a place in %(service)s is yours until %(until)s: %(link)s"),
    MessageKind.CALLED_OFF: lambda: _(
        "%(business)s: %(service)s on %(day)s at %(time)s, %(zone)s, does not take place. We have sent you an email."
    ),
}
