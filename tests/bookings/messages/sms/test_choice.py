"""One setting chooses the gateway, and says what it lacks."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from bookings.messages.sms import gateway
from bookings.messages.sms.console import ConsoleGateway
from bookings.messages.sms.file import FileGateway
from bookings.messages.sms.twilio import TwilioGateway


@pytest.mark.parametrize(("name", "kind"), [("console", ConsoleGateway), ("file", FileGateway)])
def test_a_name_is_a_gateway(settings, name, kind):
    settings.SMS_BACKEND = name
    assert isinstance(gateway(), kind)


def test_twilio_takes_its_keys_from_the_settings(settings):
    settings.SMS_BACKEND, settings.TWILIO_URL = "twilio", "https://api.twilio.com"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_FROM = "AC1", "secret", "+12025550199"
    assert gateway() == TwilioGateway("https://api.twilio.com", "AC1", "secret", "+12025550199")


def test_twilio_names_the_keys_that_are_missing(settings):
    settings.SMS_BACKEND = "twilio"
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_FROM = "AC1", "", ""
    with pytest.raises(ImproperlyConfigured) as caught:
        gateway()
    assert str(caught.value) == "SMS_BACKEND=twilio needs TWILIO_AUTH_TOKEN, TWILIO_FROM."


def test_an_unknown_name_lists_the_known_ones(settings):
    settings.SMS_BACKEND = "pigeon"
    with pytest.raises(ImproperlyConfigured) as caught:
        gateway()
    assert str(caught.value) == "SMS_BACKEND is “pigeon”. Set it to console, file or twilio."
