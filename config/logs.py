"""What may stand in a log: neither what opens a page (the link of a booking, a sign-in, a calendar) nor who somebody
is. We log rows by their numbers; what a server's or the database's own error says comes in all the same."""

import logging
import re

# The owner's pages have the same words in their addresses, with numbers that open nothing by themselves.
_LINK = re.compile(
    r"""(?<!/admin)(?<!/admin/bookings)"""
    r"""(/booking/|/sign-in/|/my/email/|/calendar/|/checkout/(?!webhooks/)(?:(?:pay|done|resume|booked|waitlist)/)?)"""
    r"""[^/\s"'?]+"""
)
# PostgreSQL quotes the row that it refused.
_ROW = re.compile(r"DETAIL:.*?(?=\n(?:HINT|CONTEXT|QUERY|WHERE|LINE)\b|\n\n|\Z)", re.DOTALL)
_EMAIL = re.compile(r"\b(?!celery@)[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w.])\+\d{8,15}\b")
_formatter = logging.Formatter()


def masked(text: str) -> str:
    """ "/booking/3fN.../cancel/" becomes "/booking/-/cancel/", and so for other addresses that open something; emails
    and phone numbers become "-@-" and "+-"."""
    text = _ROW.sub("DETAIL: -", _LINK.sub(r"\1-", text))
    return _PHONE.sub("+-", _EMAIL.sub("-@-", text))


class WithoutLinks(logging.Filter):
    """Lets every record through, its message and traceback masked for this handler and all that come after."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        if record.exc_info:
            record.exc_text = masked(record.exc_text or _formatter.formatException(record.exc_info))
        return True


def mask_server_logs() -> None:
    """The web server's own logs have handlers of their own, so the mask sits on the loggers."""
    for name in ("gunicorn.access", "gunicorn.error"):
        logging.getLogger(name).addFilter(WithoutLinks())
