"""For development: a text appears in the terminal."""

import sys
from uuid import uuid4

from bookings.messages.sms.base import SmsReceipt


class ConsoleGateway:
    def send(self, to: str, text: str, key: str) -> SmsReceipt:
        sys.stdout.write(f"--- text to {to} ({key})\n{text}\n---\n")
        sys.stdout.flush()
        return SmsReceipt(f"console-{uuid4().hex}")
