"""The owner's own words in place of ours: plain text with {names} that are filled in, and nothing else.

A name is looked up in a fixed list, never as an attribute or a format; what it stands for is put in once and not read
again. Nothing that a customer typed gets into a text message (journeys.md S30).
"""

import logging
import re
from collections.abc import Mapping
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bookings.messages.recipients import TO_OWNER
from bookings.models import Channel, Message, MessageKind
from services.sql import asked

logger = logging.getLogger(__name__)
BY_TEXT = (MessageKind.REMINDER, MessageKind.WAITLIST_OFFER, MessageKind.CALLED_OFF)
ALWAYS = ("service", "business", "day", "time", "zone", "person", "place", "code")
_PRICED = (
    MessageKind.RECEIVED,
    MessageKind.CONFIRMED,
    MessageKind.RESCHEDULED,
    MessageKind.PARTICIPANTS_CHANGED,
    MessageKind.PAYMENT_RECEIVED,
    MessageKind.PAYMENT_DUE,
)
_MORE: Mapping[str, tuple[str, ...]] = {
    MessageKind.RECEIVED: ("until",),
    MessageKind.WAITLIST_OFFER: ("until",),
    MessageKind.RESCHEDULED: ("before",),
    MessageKind.PARTICIPANTS_CHANGED: ("people",),
    MessageKind.CANCELED: ("refund",),
    MessageKind.CALLED_OFF: ("refund",),
    MessageKind.PAYMENT_REFUNDED: ("refund",),
}
# Without these a text would leave out what it is sent for.
_NEEDED: Mapping[str, tuple[str, ...]] = {
    MessageKind.REMINDER: ("day", "time"),
    MessageKind.WAITLIST_OFFER: ("until", "link"),
    MessageKind.CALLED_OFF: ("day", "time"),
}
_OWN_SENTENCE = frozenset({"changed", "waitlist", "late", "in_person", "another_way"})
_NAME = re.compile(r"\{([^{}]*)\}")
_WORDS = "SELECT subject, opening, text FROM bookings_messagewords WHERE kind = %s AND channel = %s"


class Words(NamedTuple):
    """As typed, with {names}, or filled in; an empty one leaves ours."""

    subject: str = ""
    opening: str = ""
    text: str = ""


class UnknownName(Exception):
    """What is stored can't be filled in: a name that is not in the list, or a brace by itself."""


def editable() -> list[tuple[MessageKind, Channel]]:
    """What goes to customers; what goes to the business itself is ours."""
    kinds = [kind for kind in MessageKind if kind not in TO_OWNER]
    return [(kind, Channel.EMAIL) for kind in kinds] + [(kind, Channel.SMS) for kind in BY_TEXT]


def allowed(kind: str, channel: str) -> tuple[str, ...]:
    """The names that may be used, without braces."""
    more = _MORE.get(kind, ())
    if channel == Channel.SMS:
        return (*ALWAYS, "link", *(name for name in more if name != "refund"))
    return (*ALWAYS, "name", *more, *(("price",) if kind in _PRICED else ()))


def check(typed: str, kind: str, channel: str) -> None:
    """Raises ValidationError with a sentence that says what is allowed."""
    known = allowed(kind, channel)
    listed = {"names": ", ".join(f"{{{name}}}" for name in known)}
    unknown = [name for name in _NAME.findall(typed) if name not in known]
    if unknown:
        words = listed | {"unknown": f"{{{unknown[0]}}}"}
        raise ValidationError(_("%(unknown)s is not known here. You can use %(names)s.") % words)
    if set("{}") & set(_NAME.sub("", typed)):
        raise ValidationError(_("A brace stands alone. Names are written in two: %(names)s.") % listed)
    missing = [name for name in _NEEDED.get(kind, ()) if f"{{{name}}}" not in typed]
    if channel == Channel.SMS and typed and missing:
        words = {"names": ", ".join(f"{{{name}}}" for name in missing)}
        raise ValidationError(_("This text must say %(names)s.") % words)


def typed_for(message: Message) -> Words:
    """What the owner wrote for messages like this one. Where the verb has a sentence of its own for what happened
    (_OWN_SENTENCE), a sentence for all of the kind would not be true."""
    if _OWN_SENTENCE & message.facts.keys() or message.kind in TO_OWNER:
        return Words()
    rows = asked(_WORDS, [message.kind, message.channel])
    return Words(*rows[0]) if rows else Words()


def filled(typed: Words, message: Message, values: Mapping[str, str]) -> Words:
    """One that can't be filled in is logged and left empty: words never stop a message."""
    done = {}
    for part, text in typed._asdict().items():
        try:
            done[part] = fill(text, values, by_line=part == "text" and message.channel == Channel.EMAIL)
        except UnknownName as error:
            words = (part, message.kind, message.channel, error)
            logger.error("the owner's words can't be used (%s of %s by %s): %s", *words)
            done[part] = ""
    return Words(**done)


def fill(text: str, values: Mapping[str, str], *, by_line: bool = False) -> str:
    """A line with a name that this booking has nothing for is left out; without `by_line` the whole text is.

    Raises UnknownName.
    """
    lines = text.strip().splitlines()
    said = [_line(line, values) for line in lines]
    if not by_line and None in said:
        return ""
    return "\n".join(line for line in said if line is not None).strip()


def _line(line: str, values: Mapping[str, str]) -> str | None:
    names = _NAME.findall(line)
    for name in names:
        if name not in values:
            raise UnknownName(f"{{{name}}}")
    if set("{}") & set(_NAME.sub("", line)):
        raise UnknownName("a brace by itself")
    if not all(values[name] for name in names):
        return None
    return _NAME.sub(lambda found: values[found[1]], line)
