"""How texts leave: one gateway, chosen by SMS_BACKEND."""

from pathlib import Path

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import reverse

from bookings.messages.sms.base import SmsGateway, SmsReceipt, SmsRefused, SmsUnknown
from bookings.messages.sms.console import ConsoleGateway
from bookings.messages.sms.file import FileGateway
from bookings.messages.sms.twilio import TwilioGateway

__all__ = ["SmsGateway", "SmsReceipt", "SmsRefused", "SmsUnknown", "gateway"]
TWILIO_KEYS = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM")


def gateway() -> SmsGateway:
    """Raises ImproperlyConfigured for an unknown name and for missing keys."""
    if settings.SMS_BACKEND == "console":
        return ConsoleGateway()
    if settings.SMS_BACKEND == "file":
        return FileGateway(Path(settings.SMS_FILE))
    if settings.SMS_BACKEND == "twilio":
        return _twilio()
    raise ImproperlyConfigured(f"SMS_BACKEND is “{settings.SMS_BACKEND}”. Set it to console, file or twilio.")


def _twilio() -> TwilioGateway:
    missing = [name for name in TWILIO_KEYS if not getattr(settings, name)]
    if missing:
        raise ImproperlyConfigured(f"SMS_BACKEND=twilio needs {', '.join(missing)}.")
    return TwilioGateway(
        settings.TWILIO_URL,
        settings.TWILIO_ACCOUNT_SID,
        settings.TWILIO_AUTH_TOKEN,
        settings.TWILIO_FROM,
        notices=_notices(),
    )


def _notices() -> str:
    """Twilio takes no address that only this machine can open."""
    return settings.SITE_URL + reverse("bookings:twilio_status") if settings.SITE_URL.startswith("https://") else ""
