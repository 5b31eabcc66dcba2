"""What every SMS gateway does; one shared suite of tests holds each of them to it."""

from dataclasses import dataclass
from typing import Protocol

from bookings.messages.outcomes import NotSent, Unknown

TIMEOUT_SECONDS = 10


@dataclass(frozen=True, slots=True)
class SmsReceipt:
    """`id` is the provider's name for the text, at most 80 characters; empty where it told none."""

    id: str


class SmsRefused(NotSent):
    """The text was not accepted, for certain."""


class SmsUnknown(Unknown):
    """No answer, or none that says whether the text was accepted."""


class SmsGateway(Protocol):
    def send(self, to: str, text: str, key: str) -> SmsReceipt:
        """Sends `text` to `to` (E.164). `key` names this message on our side, the same for every attempt.

        Raises SmsRefused and SmsUnknown, nothing else, within TIMEOUT_SECONDS or so.
        """
        ...
