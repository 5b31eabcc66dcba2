"""For tests and rehearsals: each text becomes a line of JSON ("id", "to", "text", "key") in one file."""

import fcntl
import json
from pathlib import Path
from uuid import uuid4

from django.utils.translation import gettext as _

from bookings.messages.sms.base import SmsReceipt, SmsRefused


class FileGateway:
    """Any number of processes may write at once."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def send(self, to: str, text: str, key: str) -> SmsReceipt:
        receipt = SmsReceipt(f"file-{uuid4().hex}")
        line = json.dumps({"id": receipt.id, "to": to, "text": text, "key": key}, ensure_ascii=False)
        try:
            with self.path.open("a", encoding="utf-8") as file:
                fcntl.flock(file, fcntl.LOCK_EX)
                file.write(line + "\n")
        except OSError as error:
            raise SmsRefused(_("the file of texts can't be written"), permanent=False) from error
        return receipt
