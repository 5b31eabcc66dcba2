"""The page that waits: the customer is back from paying, and the answer is on its way."""

import logging
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe
from django_htmx.http import HttpResponseClientRedirect
from redis.exceptions import RedisError

from bookings import links
from bookings.limits import limited
from bookings.models import Booking
from bookings.states import Status
from checkout.models import Checkout, Payment, PaymentState
from checkout.operations import look_up
from checkout.operations.mismatch import is_of_another_amount
from checkout.views.pay import open_checkout
from checkout.views.personal import SeeOther, personal

logger = logging.getLogger(__name__)

ASK_AGAIN_SECONDS = 3
# Up to these many seconds after the return: how often to ask, in milliseconds. The last is patience.
PACE = ((3, 300), (20, 1000), (300, 5000))
PATIENT = len(PACE) - 1


@require_safe
@limited("done", per_minute=240)
@personal
def done(request: HttpRequest, token: UUID) -> HttpResponse:
    now = timezone.now()
    checkout, bookings = open_checkout(token)
    ask_provider(checkout, now, even_blind=True)
    checkout, bookings = open_checkout(token)
    url = next_page(checkout, bookings)
    if url:
        return SeeOther(url)
    return render(request, "checkout/done.html", _waiting(request, checkout, bookings, now))


@require_safe
@limited("done", per_minute=240)
@personal
def done_status(request: HttpRequest, token: UUID) -> HttpResponse:
    """For htmx: the next step, or nothing new (204), or the same piece at another pace."""
    now = timezone.now()
    checkout, bookings = open_checkout(token)
    if ask_provider(checkout, now):
        checkout, bookings = open_checkout(token)
    url = next_page(checkout, bookings)
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(url or reverse("checkout:done", args=[token]))
    if url:
        return HttpResponseClientRedirect(url)
    waiting = _waiting(request, checkout, bookings, now)
    if request.GET.get("pace") == str(waiting["pace"]) and not waiting["looked_at"]:
        return HttpResponse(status=204)
    return render(request, "checkout/done.html#waiting", waiting)


def next_page(checkout: Checkout, bookings: Sequence[Booking]) -> str:
    """Where the answer stands; nothing while there is none, or not to all of several."""
    if all(booking.status != Status.CREATED for booking in bookings):
        return answer_page(checkout, bookings)
    if checkout.completed_at is not None:
        return ""
    last = checkout.payments.order_by("-number").first()
    if last is not None and last.state == PaymentState.PROCESSING:
        return ""
    return reverse("checkout:pay", args=[checkout.token])


def answer_page(checkout: Checkout, bookings: Sequence[Booking]) -> str:
    """The booking's own page; of several the page that lists them."""
    if len(bookings) == 1:
        return links.path(bookings[0])
    return reverse("checkout:several", args=[checkout.token])


def ask_provider(checkout: Checkout, now: datetime, *, even_blind: bool = False) -> bool:
    """The notice may be late or lost, so we ask; at most every few seconds. True if something was asked.

    `even_blind`: also when the cache can't say how long ago that was.
    """
    if checkout.completed_at is not None:
        return False
    payment = checkout.payments.filter(state=PaymentState.PROCESSING).order_by("-number").first()
    if payment is None or not may_ask(payment, even_blind):
        return False
    look_up(payment, now=now)
    return True


def may_ask(payment: Payment, even_blind: bool) -> bool:
    try:
        return bool(cache.add(f"asked:{payment.pk}", 1, timeout=ASK_AGAIN_SECONDS))
    except RedisError as error:
        logger.warning("the cache does not answer: %s", type(error).__name__)
        return even_blind


def waiting_pace(request: HttpRequest, now: datetime) -> dict[str, Any]:
    """How often to ask by now, by the address that the customer came back to."""
    since = now.timestamp()
    told = request.GET.get("since", "")
    if told.isdecimal() and len(told) < 12 and 0 <= now.timestamp() - int(told) < 86_400:
        since = int(told)
    waited = now.timestamp() - since
    pace = next((number for number, (until, _every) in enumerate(PACE) if waited < until), len(PACE))
    every = PACE[pace][1] if pace < len(PACE) else 0
    return {"since": int(since), "pace": pace, "every": every, "patient": pace >= PATIENT}


def _waiting(request: HttpRequest, checkout: Checkout, bookings: Sequence[Booking], now: datetime) -> dict[str, Any]:
    """`looked_at`: another amount arrived, and a person has to look."""
    last = checkout.payments.order_by("-number").first()
    looked_at = checkout.completed_at is None and last is not None and is_of_another_amount(last)
    pace = waiting_pace(request, now) | ({"every": 0} if looked_at else {})
    known = {"checkout": checkout, "booking": bookings[0], "manage_url": answer_page(checkout, bookings)}
    return pace | known | {"looked_at": looked_at}
