"""What the worker sent: emails as files, texts as lines."""

import email
import json
from email.message import EmailMessage
from email.policy import default
from pathlib import Path


class Post:
    def __init__(self, folder: Path):
        self.mail, self.sms = folder / "mail", folder / "sms.jsonl"

    @property
    def environment(self) -> dict[str, str]:
        return {"EMAIL_URL": f"filemail:///{self.mail}", "SMS_BACKEND": "file", "SMS_FILE": str(self.sms)}

    def texts(self, number: str) -> list[str]:
        lines = self.sms.read_text().splitlines() if self.sms.exists() else []
        return [line["text"] for line in map(json.loads, lines) if line["to"] == number]

    def letters(self, address: str) -> list[EmailMessage]:
        """In the order of sending, the newest last."""
        files = sorted(self.mail.glob("*.log"), key=lambda path: path.stat().st_mtime) if self.mail.exists() else []
        letters = [email.message_from_bytes(path.read_bytes(), policy=default) for path in files]
        return [letter for letter in letters if address in str(letter["To"])]

    def subjects(self, address: str) -> list[str]:
        return [str(letter["Subject"]) for letter in self.letters(address)]
