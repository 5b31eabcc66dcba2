"""The words of a text message: names of the business and the service, the time, and what to do.

Nothing that a customer typed is in it (journeys.md S30).
"""

import re
from collections.abc import Callable

from django.utils.translation import gettext as _

from bookings import links
from bookings.messages.filling import values_of
from bookings.messages.sms.gsm import ONE_TEXT, in_alphabet, septets
from bookings.messages.waiting import until_words
from bookings.messages.words import Words, filled, typed_for
from bookings.models import Booking, Message, MessageKind
from services.models import Business
from services.wording import clock, day_label, plain, zone_label

SHORTEST = 12
TWO_WIDE_TEXTS = 134  # what one text in another script can't hold, two can
_STOP = re.compile(r"\bSTOP\b")


def text_of(message: Message, booking: Booking, typed: Words | None = None) -> str:
    """At most 160 characters of the GSM alphabet wherever names and link allow; long names are cut, never the time.
    The owner's words stand in place of ours; `typed`: words that are tried out."""
    own = (typed_for(message) if typed is None else typed).text
    business = Business.objects.current()
    names = [_one_line(business.sms_sender or business.name), _one_line(booking.title)]
    while _too_long(text := _written(own, message, booking, names)):
        longest = max(names, key=len)
        if len(longest) <= SHORTEST:
            break
        names[names.index(longest)] = longest.rstrip(".")[: len(longest.rstrip(".")) - 1].rstrip() + "."
    return text


def _written(own: str, message: Message, booking: Booking, names: list[str]) -> str:
    business, service = names
    if own and (said := filled(Words(text=own), message, values_of(message, booking, business, service)).text):
        return in_alphabet(plain(_with_stop(said, message)))
    values = _times(booking) | _offered(message, booking) | {"business": business, "service": service}
    return in_alphabet(plain(_SENTENCES[MessageKind(message.kind)]() % values))


def _with_stop(said: str, message: Message) -> str:
    """Whoever gets reminders is told how to end them."""
    if message.kind != MessageKind.REMINDER or _STOP.search(said):
        return said
    return f"{said} {_('Reply STOP to end reminders.')}"


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
