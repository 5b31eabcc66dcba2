"""Notices as Twilio signs them."""

from urllib.parse import urlencode

from django.http import QueryDict

from bookings.messages.sms.signature import sign

SITE, TOKEN = "https://book.example.com", "twilio-token"
STATUS, INBOUND = "/messages/twilio/status/", "/messages/twilio/inbound/"


def use_twilio(settings):
    settings.SMS_BACKEND, settings.SITE_URL = "twilio", SITE
    settings.TWILIO_ACCOUNT_SID, settings.TWILIO_AUTH_TOKEN, settings.TWILIO_FROM = "AC1", TOKEN, "+12025550199"


def post(client, address, form, *, signature=None):
    body = urlencode(form)
    signature = sign(TOKEN, SITE + address, QueryDict(body)) if signature is None else signature
    return client.post(
        address,
        body,
        content_type="application/x-www-form-urlencoded",
        headers={"X-Twilio-Signature": signature, "Host": "book.example.com"},
    )


def tell(client, message, status, *, sid="SM1", code=""):
    """As Twilio tells of `message`, by the address that it was sent with."""
    form = {"MessageSid": sid, "MessageStatus": status, "To": message.recipient, "ErrorCode": code}
    return post(client, f"{STATUS}?message={message.pk}", form)
