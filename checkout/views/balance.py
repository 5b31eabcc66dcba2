"""What is left of a price, paid online by the booking's link (domain.md section 12)."""

from http import HTTPStatus
from typing import Any, cast

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from bookings import links
from bookings.balance import due
from bookings.limits import limited
from bookings.models import Booking
from bookings.states import Status
from checkout.errors import CheckoutClosed, PaymentUnavailable
from checkout.gateways import online_gateway
from checkout.models import Payment, PaymentState, Purpose
from checkout.operations import begin_balance, look_up
from checkout.operations.mismatch import is_of_another_amount
from checkout.views.balance_page import balance_context
from checkout.views.done import may_ask, waiting_pace
from checkout.views.personal import SeeOther, personal


@require_http_methods(["GET", "HEAD", "POST"])
@limited("pay", per_minute=60)
@personal
def balance(request: HttpRequest, token: str) -> HttpResponse:
    booking = _found(token)
    company = online_gateway()
    last = _last(booking)
    if last is not None and is_of_another_amount(last):
        return SeeOther(reverse("checkout:balance_done", args=[token]))
    if company is None or booking.status != Status.CONFIRMED or not due(booking):
        return SeeOther(links.path(booking))
    answer = _pay if request.method == "POST" else _show
    allowing = csp_update({"form-action": [company.origin]})(lambda request: answer(request, booking))
    return cast("HttpResponse", allowing(request))


@require_safe
@limited("done", per_minute=240)
@personal
def balance_done(request: HttpRequest, token: str) -> HttpResponse:
    """Back from the provider; waits for its answer."""
    booking = _found(token)
    payment = _asked(booking, even_blind=True)
    if url := _next_page(_found(token), payment):
        return SeeOther(url)
    return render(request, "checkout/balance_done.html", _waiting(request, booking, payment))


@require_safe
@limited("done", per_minute=240)
@personal
def balance_status(request: HttpRequest, token: str) -> HttpResponse:
    """For htmx, as checkout.views.done.done_status."""
    booking = _found(token)
    payment = _asked(booking)
    url = _next_page(_found(token), payment)
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(url or reverse("checkout:balance_done", args=[token]))
    if url:
        return HttpResponseClientRedirect(url)
    waiting = _waiting(request, booking, payment)
    if request.GET.get("pace") == str(waiting["pace"]) and not waiting["looked_at"]:
        return HttpResponse(status=204)
    return render(request, "checkout/balance_done.html#waiting", waiting)


def _found(token: str) -> Booking:
    booking = links.find(token)
    if booking is None:
        raise Http404
    return booking


def _last(booking: Booking) -> Payment | None:
    return Payment.objects.filter(line__booking=booking, purpose=Purpose.BALANCE).order_by("-pk").first()


def _asked(booking: Booking, *, even_blind: bool = False) -> Payment | None:
    """The last attempt, as it is by now."""
    payment = _last(booking)
    if payment is None or payment.state != PaymentState.PROCESSING or not may_ask(payment, even_blind):
        return payment
    return look_up(payment, now=timezone.now())


def _next_page(booking: Booking, payment: Payment | None) -> str:
    """Nothing while the provider has not answered; one that failed is tried again on the page to pay at."""
    if payment is not None and payment.state == PaymentState.PROCESSING:
        return ""
    failed = payment is not None and payment.state == PaymentState.FAILED
    if failed and booking.status == Status.CONFIRMED and due(booking):
        return reverse("checkout:balance", args=[links.token(booking)])
    return links.path(booking)


def _waiting(request: HttpRequest, booking: Booking, payment: Payment | None) -> dict[str, Any]:
    looked_at = payment is not None and is_of_another_amount(payment)
    pace = waiting_pace(request, timezone.now())
    if looked_at:
        pace["every"] = 0
    return pace | {"booking": booking, "token": links.token(booking), "looked_at": looked_at}


def _show(request: HttpRequest, booking: Booking, *, sentence: str = "", status: int = HTTPStatus.OK) -> HttpResponse:
    left = _("You left the payment; nothing was charged.") if "left" in request.GET else ""
    context = balance_context(request, booking, _last(booking), timezone.now())
    context["sentence"] = sentence or ("" if left else context["sentence"])
    return render(request, "checkout/balance.html", context | {"left": left}, status=status)


def _pay(request: HttpRequest, booking: Booking) -> HttpResponse:
    """What is due may have changed since the page was opened: then it is looked at first."""
    if request.POST.get("due") != str(due(booking)):
        sentence = _("What is to be paid has changed. Look at it, then go on.")
        return _show(request, booking, sentence=sentence, status=HTTPStatus.CONFLICT)
    token = links.token(booking)
    try:
        payment = begin_balance(
            booking,
            return_url=settings.SITE_URL + reverse("checkout:balance_done", args=[token]),
            cancel_url=settings.SITE_URL + reverse("checkout:balance", args=[token]) + "?left=1",
            now=timezone.now(),
        )
    except CheckoutClosed:
        return SeeOther(links.path(booking))
    except PaymentUnavailable as error:
        return _show(request, booking, sentence=str(error), status=HTTPStatus.SERVICE_UNAVAILABLE)
    return SeeOther(payment.provider_url)
