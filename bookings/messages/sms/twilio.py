"""Twilio over HTTP: POST /2010-04-01/Accounts/<sid>/Messages.json.

Twilio knows no idempotency key for messages, so a request without an answer is never repeated. Its own sentences
name the number, so only its error codes are kept. It answers STOP by itself and then refuses with 21610, which may be
all that we hear of it: from then on we obey it too.
"""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import requests
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.messages import opt_out
from bookings.messages.connections import never_connected
from bookings.messages.sms.base import TIMEOUT_SECONDS, SmsReceipt, SmsRefused, SmsUnknown

CONNECT_SECONDS = 3
STOPPED = 21610
REFUSALS = {
    21211: gettext_lazy("the provider says that this is not a phone number"),
    21214: gettext_lazy("the provider can't reach this number"),
    STOPPED: gettext_lazy("the customer answered STOP"),
    21612: gettext_lazy("the provider can't reach this number"),
    21614: gettext_lazy("this number can't receive texts"),
    30003: gettext_lazy("the phone was switched off or out of reach"),
    30004: gettext_lazy("the phone's network refused it"),
    30005: gettext_lazy("no phone has this number"),
    30006: gettext_lazy("this number can't receive texts"),
    30007: gettext_lazy("the phone's network took it for spam"),
}


@dataclass(frozen=True, slots=True)
class TwilioGateway:
    url: str
    account_sid: str
    auth_token: str
    sender: str
    notices: str = ""  # where Twilio tells how a text has fared; empty where it can't reach us

    def send(self, to: str, text: str, key: str) -> SmsReceipt:
        data = {"To": to, "From": self.sender, "Body": text}
        if self.notices:
            data["StatusCallback"] = f"{self.notices}?{urlencode({'message': key.removeprefix('message-')})}"
        response = self._post(data)
        answer = _read(response)
        if response.ok and response.status_code < 300:
            return SmsReceipt(str(answer.get("sid") or "")[:80])
        if response.status_code >= 500:
            raise SmsUnknown(_("the provider answered with an error (%(status)s)") % {"status": response.status_code})
        if answer.get("code") == STOPPED:
            opt_out.stop(to, timezone.now())
        raise _refusal(response.status_code, answer.get("code"))

    def _post(self, data: dict[str, str]) -> requests.Response:
        try:
            return requests.post(
                f"{self.url}/2010-04-01/Accounts/{self.account_sid}/Messages.json",
                data=data,
                auth=(self.account_sid, self.auth_token),
                timeout=(CONNECT_SECONDS, TIMEOUT_SECONDS - CONNECT_SECONDS),
                allow_redirects=False,
            )
        except requests.RequestException as error:
            if never_connected(error):
                raise SmsRefused(_("the provider could not be reached"), permanent=False) from error
            raise SmsUnknown(_("the provider gave no answer")) from error


def reason_of(code: str) -> str:
    """Of a text that was taken and has not arrived, in words; `code` as in Twilio's notice."""
    number = int(code) if code.isascii() and code.isdigit() and len(code) < 7 else 0
    if number in REFUSALS:
        return str(REFUSALS[number])
    return _("the provider could not deliver it (%(code)s)") % {"code": number or _("no reason given")}


def _read(response: requests.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except requests.JSONDecodeError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _refusal(status: int, code: object) -> SmsRefused:
    """400 is about this text; all else (keys, limits, addresses) passes or is put right."""
    number = code if isinstance(code, int) else 0
    if number in REFUSALS:
        return SmsRefused(str(REFUSALS[number]), permanent=True)
    words = {"code": number or status}
    return SmsRefused(_("the provider refused it (%(code)s)") % words, permanent=status == 400)
