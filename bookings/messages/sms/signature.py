"""Is a request from Twilio? X-Twilio-Signature: base64 of the HMAC-SHA1, keyed with the account's token, of the full
address and the form's names and values in order, nothing between them (Twilio's "Validating requests")."""

import base64
import hashlib
import hmac

from django.http import QueryDict


def sign(token: str, url: str, form: QueryDict) -> str:
    fields = sorted({(name, value) for name, values in form.lists() for value in values})
    signed = url + "".join(name + value for name, value in fields)
    digest = hmac.new(token.encode(), signed.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()


def is_signed(signature: str, token: str, url: str, form: QueryDict) -> bool:
    """In the same time, right or wrong. False without a token: nothing may be signed by nothing."""
    return bool(token) and hmac.compare_digest(sign(token, url, form).encode(), signature.encode())
