"""How an email is put together, and how it leaves by Django's mail backend."""

import logging
import smtplib
from datetime import datetime
from email import encoders
from email.mime.base import MIMEBase
from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from bookings.calendars import Method, ics, method_for
from bookings.messages import providers
from bookings.messages.invitations import method_of
from bookings.messages.letters import letter
from bookings.messages.outcomes import NotSent, Unknown
from bookings.messages.words import Words
from bookings.models import Booking, Message
from services.wording import plain

logger = logging.getLogger(__name__)


def compose(message: Message, booking: Booking, now: datetime, typed: Words | None = None) -> EmailMultiAlternatives:
    """Text, HTML and where it helps the calendar entry. Its Message-ID is the row's, whatever the attempt."""
    context = letter(message, booking, now, typed)
    business = context["business"]
    mail = EmailMultiAlternatives(
        subject=plain(context["subject"]),
        body=plain(render_to_string("messages/letter.txt", context)),
        from_email=formataddr((" ".join(business.name.split()), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        to=[message.recipient],
        reply_to=[business.email] if business.email else None,
        headers={"Message-ID": f"<{message.pk}.{booking.uuid.hex}@daybook>", "Auto-Submitted": "auto-generated"},
    )
    mail.attach_alternative(render_to_string("messages/letter.html", context), "text/html")
    if method := method_of(message, booking):
        mail.attach(_calendar_file(booking, method))
    return mail


def send(mail: EmailMultiAlternatives) -> str:
    """Gives the provider's name for it, or else the Message-ID. Raises NotSent and Unknown: until the server has been
    greeted nothing has left."""
    try:
        connection = get_connection()
        connection.open()
    except (ImproperlyConfigured, ImportError) as error:  # ImportError: a backend or provider that does not exist
        logger.error("no mail is sent: %s", error)
        raise NotSent(_("sending mail is not set up"), permanent=False) from error
    except (OSError, smtplib.SMTPException) as error:
        raise NotSent(_("the mail server could not be reached"), permanent=False) from error
    try:
        _hand_over(connection, mail)
    finally:
        _close(connection)
    return providers.name_of(mail) or mail.extra_headers["Message-ID"]


def _hand_over(connection: BaseEmailBackend, mail: EmailMultiAlternatives) -> None:
    try:
        connection.send_messages([mail])
    except providers.ERRORS as error:
        raise providers.outcome(error) from error
    except smtplib.SMTPRecipientsRefused as error:
        codes = [code for code, _words in error.recipients.values()]
        raise _refusal(max(codes)) from error
    except smtplib.SMTPResponseException as error:
        raise _refusal(error.smtp_code) from error
    except ValueError as error:
        raise NotSent(_("this is not an address that mail can go to"), permanent=True) from error
    except (OSError, smtplib.SMTPException) as error:
        raise Unknown(_("the mail server gave no answer")) from error


def _calendar_file(booking: Booking, method: Method) -> MIMEBase:
    part = MIMEBase("text", "calendar", method=method_for(booking, method), charset="utf-8")
    part.set_payload(ics(booking, method=method))
    encoders.encode_base64(part)
    part.add_header("Content-Disposition", "attachment", filename="booking.ics")
    return part


def _refusal(code: int) -> NotSent:
    """4xx: later, perhaps. 5xx: not to this address (RFC 5321 section 4.2.1)."""
    return NotSent(_("the mail server refused it (%(code)s)") % {"code": code}, permanent=code >= 500)


def _close(connection: BaseEmailBackend) -> None:
    """The answer is in already: a bad goodbye changes nothing about it."""
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("the mail server did not say goodbye: %s", type(error).__name__)
