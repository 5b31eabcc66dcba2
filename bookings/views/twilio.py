"""What Twilio tells us: how a text has fared, and what its reader answered. Nothing of either is logged."""

import re
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bookings.messages import answers, opt_out, reports
from bookings.messages.sms.signature import is_signed
from bookings.messages.sms.twilio import STOPPED, reason_of
from bookings.models import Channel, Message, MessageState

MOST_BYTES = 10_000
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_ID = re.compile(r"[1-9][0-9]{0,17}")
_SID = re.compile(r"[A-Za-z0-9]{1,80}")
ACCEPTED = frozenset({"accepted", "queued", "sending", "sent"})
DELIVERED = frozenset({"delivered", "read"})
FAILED = frozenset({"failed", "undelivered", "canceled"})
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response></Response>'

View = Callable[[HttpRequest], HttpResponse]


def from_twilio(view: View) -> View:
    """404 where texts don't go by Twilio, 413 for what is too large to be a notice, 403 for whoever can't sign."""

    @csrf_exempt
    @require_POST
    @wraps(view)
    def checked(request: HttpRequest) -> HttpResponse:
        if settings.SMS_BACKEND != "twilio":
            raise Http404
        if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_BYTES:
            return HttpResponse(status=413)
        url = settings.SITE_URL + request.get_full_path()
        signature = request.headers.get("X-Twilio-Signature", "")
        if not is_signed(signature, settings.TWILIO_AUTH_TOKEN, url, request.POST):
            raise PermissionDenied
        return view(request)

    return checked


@from_twilio
def status(request: HttpRequest) -> HttpResponse:
    """The address carries our own name of the message: the notice may be here before the provider's name for it is
    in our row, or never come to be there. It is as well signed as the rest."""
    sid, how = request.POST.get("MessageSid", ""), request.POST.get("MessageStatus", "")
    message_id = _told_of(request.GET.get("message", ""), sid) if _SID.fullmatch(sid) else None
    if message_id is None:
        return HttpResponse(status=204)
    now = timezone.now()
    if how in ACCEPTED:
        reports.accepted(message_id, sid, now)
    elif how in DELIVERED:
        reports.delivered(message_id, sid, now)
    elif how in FAILED:
        code = request.POST.get("ErrorCode", "")
        if code == str(STOPPED):
            _stop(message_id, now)
        reports.failed(message_id, sid, reason_of(code), now)
    return HttpResponse(status=204)


@from_twilio
def inbound(request: HttpRequest) -> HttpResponse:
    """Answered by silence: Twilio itself confirms STOP and START."""
    phone = request.POST.get("From", "")
    if _E164.fullmatch(phone):
        answers.hear(phone, request.POST.get("Body", ""), timezone.now())
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml; charset=utf-8")


def _stop(message_id: int, now: datetime) -> None:
    """Told again, later, it says nothing new: the customer may have answered START meanwhile."""
    told = Message.objects.filter(pk=message_id).exclude(state=MessageState.FAILED)
    for phone in told.values_list("recipient", flat=True):
        opt_out.stop(phone, now)


def _told_of(name: str, sid: str) -> int | None:
    texts = Message.objects.filter(channel=Channel.SMS)
    wanted = texts.filter(pk=int(name)) if _ID.fullmatch(name) else texts.filter(provider_id=sid)
    return wanted.values_list("pk", flat=True).first()
