"""Mail by a provider's own API, through django-anymail: an extra that need not be installed (README, "Deploy it")."""

from importlib.util import find_spec

from django.core.mail import EmailMultiAlternatives
from django.utils.translation import gettext as _

from bookings.messages.connections import never_connected
from bookings.messages.outcomes import NotSent, Unknown

if find_spec("anymail"):
    from anymail.exceptions import AnymailAPIError, AnymailError, AnymailInvalidAddress, AnymailRecipientsRefused

    ERRORS: tuple[type[Exception], ...] = (AnymailError,)
    _ADDRESS: tuple[type[Exception], ...] = (AnymailRecipientsRefused, AnymailInvalidAddress)
    _ANSWERS: tuple[type[Exception], ...] = (AnymailAPIError,)
else:
    ERRORS = _ADDRESS = _ANSWERS = ()

ABOUT_THIS_MAIL = (400, 422)  # all other refusals (keys, limits) pass or are put right


def name_of(mail: EmailMultiAlternatives) -> str:
    """The provider's name for a mail that it has taken; nothing from a plain mail server."""
    status = getattr(mail, "anymail_status", None)
    return str(status.message_id)[:200] if status is not None and status.message_id is not None else ""


def outcome(error: Exception) -> NotSent | Unknown:
    """Of one of ERRORS, in words to show to people: theirs may name the customer."""
    if isinstance(error, _ADDRESS):
        return NotSent(_("the mail provider does not send to this address"), permanent=True)
    if not isinstance(error, _ANSWERS):  # it could not be written as this provider wants it
        return NotSent(_("the mail provider does not take such a mail"), permanent=True)
    status = getattr(error, "status_code", None)
    if status is None and never_connected(error.__cause__):
        return NotSent(_("the mail provider could not be reached"), permanent=False)
    if status is None or status >= 500:
        return Unknown(_("the mail provider gave no answer"))
    return NotSent(
        _("the mail provider refused it (%(code)s)") % {"code": status}, permanent=status in ABOUT_THIS_MAIL
    )
