"""Mails in the terminal, for a person to read: what Django's own console prints is mostly base64 and HTML."""

from email.header import decode_header, make_header
from email.mime.base import MIMEBase

from django.core.mail import EmailMessage
from django.core.mail.backends import console

_MIME = {"content-type", "content-transfer-encoding", "mime-version"}


class EmailBackend(console.EmailBackend):
    """Headers and text as they will be read; the rest of a mail is named and left out."""

    def write_message(self, message: EmailMessage) -> None:
        headers = [(name, value) for name, value in message.message().items() if name.lower() not in _MIME]
        lines = [f"{name}: {make_header(decode_header(value))}" for name, value in headers]
        lines += ["", message.body.rstrip(), "", *(f"[{name}]" for name in _left_out(message)), "-" * 79]
        self.stream.write("\n".join(lines) + "\n")


def _left_out(message: EmailMessage) -> list[str]:
    """ "text/html", "booking.ics (text/calendar)"."""
    names = [str(mimetype) for _content, mimetype in getattr(message, "alternatives", [])]
    for attachment in message.attachments:
        if isinstance(attachment, MIMEBase):
            names.append(f"{attachment.get_filename()} ({attachment.get_content_type()})")
        else:
            names.append(f"{attachment[0]} ({attachment[2]})")
    return names
