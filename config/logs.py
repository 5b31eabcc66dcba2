"""What may stand in a log. The link of a booking opens it to whoever reads it, so it is never written down;
no more is a link that signs somebody in."""

import logging
import re

# The owner's pages have the same words in their addresses, with numbers that open nothing by themselves.
_LINK = re.compile(
    r"""(?<!/admin)(?<!/admin/bookings)"""
    r"""(/booking/|/sign-in/|/my/email/|/checkout/(?!webhooks/)(?:(?:pay|done|resume|booked|waitlist)/)?)[^/\s"'?]+"""
)


def masked(text: str) -> str:
    """ "/booking/3fN.../cancel/" becomes "/booking/-/cancel/", and so for the addresses of the checkout."""
    return _LINK.sub(r"\1-", text)


class WithoutLinks(logging.Filter):
    """Lets every record through, its message masked for this handler and all that come after."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = masked(record.getMessage()), ()
        return True


def mask_server_logs() -> None:
    """The web server's own logs have handlers of their own, so the mask sits on the loggers."""
    for name in ("gunicorn.access", "gunicorn.error"):
        logging.getLogger(name).addFilter(WithoutLinks())
