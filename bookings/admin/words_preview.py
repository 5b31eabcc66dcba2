"""How a message looks in the owner's words before they are saved."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.messages.email import compose
from bookings.messages.letters import letter
from bookings.messages.samples import sample
from bookings.messages.sms.gsm import ONE_TEXT, ONE_WIDE_TEXT, outside, parts, septets
from bookings.messages.sms.text import text_of
from bookings.messages.words import Words
from bookings.models import Channel, MessageKind


@dataclass(frozen=True, slots=True)
class Preview:
    """`plain`: the text message, or the mail as programs without pictures show it. `notes`: what a text costs."""

    subject: str = ""
    plain: str = ""
    html: str = ""
    notes: list[str] = field(default_factory=list)


def preview(kind: MessageKind, channel: Channel, typed: Words, now: datetime) -> Preview:
    message, booking = sample(kind, channel, now)
    with translation.override(message.language):
        if channel == Channel.SMS:
            text = text_of(message, booking, typed)
            return Preview(plain=text, notes=_notes(text))
        mail = compose(message, booking, now, typed)
        html: Any = mail.alternatives[0].content  # type: ignore[attr-defined]
        return Preview(subject=str(mail.subject), plain=str(mail.body), html=str(html))


def ours(kind: MessageKind, channel: Channel, now: datetime) -> Words:
    """What is said where the owner has written nothing."""
    message, booking = sample(kind, channel, now)
    with translation.override(message.language):
        if channel == Channel.SMS:
            return Words(text=text_of(message, booking, Words()))
        context = letter(message, booking, now, Words())
        return Words(subject=context["subject"], opening=context["opening"])


def _notes(text: str) -> list[str]:
    count, room = parts(text), septets(text)
    sent = ngettext("It is sent and paid for as %(n)s text", "It is sent and paid for as %(n)s texts", count)
    words = {"n": count, "used": len(text) if room is None else room}
    words["room"] = ONE_WIDE_TEXT if room is None else ONE_TEXT
    notes = [(sent + _(": %(used)s characters, where one text has room for %(room)s.")) % words]
    if found := outside(text):
        signs = {"signs": " ".join(found[:20]), "room": ONE_WIDE_TEXT}
        notes.append(_("Because of these a text has room for only %(room)s: %(signs)s") % signs)
    return notes
