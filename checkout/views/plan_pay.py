"""Paying for a plan, by the same gateways as a booking, and the page on which it is ready."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, cast
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRedirect

from bookings.context import current_business
from bookings.limits import limited
from bookings.models import Contact
from bookings.visitors import new_visitor, remember, visitor_of
from checkout.errors import CheckoutClosed, PaymentUnavailable, PlanNotWaiting, PlanWithdrawn
from checkout.gateways import online_gateway
from checkout.models import Checkout, CheckoutLine, Membership, PaymentState, Plan
from checkout.operations import begin_payment
from checkout.operations.begin import OPEN
from checkout.operations.buying import in_full, refuse_overdue
from checkout.operations.mismatch import is_of_another_amount
from checkout.plan_terms import Terms, chosen
from checkout.plans_shop import facts_of
from checkout.plans_words import last_day, what_it_gives
from checkout.views.done import ask_provider, waiting_pace
from checkout.views.personal import SeeOther, personal
from services import wording


@dataclass(frozen=True, slots=True)
class Buying:
    """`terms`: the plan as it was chosen."""

    checkout: Checkout
    plan: Plan
    terms: Terms
    contact: Contact


def _found(token: UUID) -> Buying:
    """Raises Http404 for what is no checkout of a plan."""
    lines = CheckoutLine.objects.select_related("checkout__contact", "plan")
    line = lines.filter(checkout__token=token).exclude(plan=None).first()
    if line is None or line.plan is None or line.checkout.contact is None:
        raise Http404
    return Buying(line.checkout, line.plan, chosen(line), line.checkout.contact)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("pay", per_minute=60)
@personal
def pay(request: HttpRequest, token: UUID) -> HttpResponse:
    buying = _found(token)
    if buying.checkout.completed_at is not None:
        return SeeOther(reverse("plans:done", args=[token]))
    company = online_gateway()
    if company is None:
        raise Http404
    try:
        _refuse_overdue(buying.checkout)
    except PlanNotWaiting as error:
        return _back_to_plan(buying.plan, error)
    answer = _pay if request.method == "POST" else _review
    allowing = csp_update({"form-action": [company.origin]})(lambda request: answer(request, buying))
    return cast("HttpResponse", allowing(request))


def _refuse_overdue(checkout: Checkout) -> None:
    """A payment that is under way may come to its end. Raises PlanNotWaiting."""
    if not checkout.payments.filter(state__in=OPEN).exclude(provider_url="").exists():
        refuse_overdue(checkout, timezone.now())


def _back_to_plan(plan: Plan, error: PlanNotWaiting) -> HttpResponse:
    """To the plan as it is now, or to the others where it is not sold any more; each says why."""
    if isinstance(error, PlanWithdrawn):
        return SeeOther(reverse("plans:plans") + "?gone=1")
    return SeeOther(reverse("plans:plan", args=[plan.slug]) + "?again=1")


def _review(request: HttpRequest, buying: Buying, *, sentence: str = "", status: int = 200) -> HttpResponse:
    terms, checkout, business = buying.terms, buying.checkout, current_business(request)
    amount = wording.money(checkout.total, checkout.currency)
    left = _("You left the payment; nothing was charged.") if "left" in request.GET else ""
    context = {
        "checkout": checkout,
        "plan": buying.plan,
        "name": terms.name,
        "rows": [*facts_of(terms, business), (_("For"), buying.contact.email)],
        "sum": (_("Due now"), amount),
        "button": _("Pay %(amount)s") % {"amount": amount},
        "sentence": sentence or ("" if left else _what_failed(checkout)),
        "left": left,
    }
    return render(request, "checkout/plan_pay.html", context, status=status)


def _what_failed(checkout: Checkout) -> str:
    last = checkout.payments.order_by("-number").first()
    if last is None or last.state not in (PaymentState.FAILED, PaymentState.VOIDED):
        return ""
    return f"{last.failure or _('The payment did not go through.')} {_('Nothing was charged.')}"


def _pay(request: HttpRequest, buying: Buying) -> HttpResponse:
    checkout, visitor = buying.checkout, visitor_of(request) or new_visitor()
    try:
        payment = begin_payment(
            checkout,
            in_full(checkout),
            visitor=visitor,
            return_url=settings.SITE_URL + reverse("plans:done", args=[checkout.token]),
            cancel_url=settings.SITE_URL + reverse("plans:pay", args=[checkout.token]) + "?left=1",
            now=timezone.now(),
        )
    except PlanNotWaiting as error:
        return _back_to_plan(buying.plan, error)
    except CheckoutClosed:
        return SeeOther(reverse("plans:done", args=[checkout.token]))
    except PaymentUnavailable as error:
        return _review(request, buying, sentence=str(error), status=HTTPStatus.SERVICE_UNAVAILABLE)
    response = SeeOther(payment.provider_url)
    remember(response, visitor)
    return response


@require_safe
@limited("done", per_minute=240)
@personal
def done(request: HttpRequest, token: UUID) -> HttpResponse:
    """Ready, or waiting for the bank; an attempt that failed leads back to the page to pay at."""
    buying = _found(token)
    if ask_provider(buying.checkout, timezone.now(), even_blind=True):
        buying = _found(token)
    if buying.checkout.completed_at is not None:
        return _ready(request, buying)
    if not _waits(buying.checkout):
        return SeeOther(reverse("plans:pay", args=[token]))
    return render(request, "checkout/plan_done.html", _waiting(request, buying))


@require_safe
@limited("done", per_minute=240)
@personal
def done_status(request: HttpRequest, token: UUID) -> HttpResponse:
    """For htmx, as checkout.views.done.done_status."""
    buying, here = _found(token), reverse("plans:done", args=[token])
    if ask_provider(buying.checkout, timezone.now()):
        buying = _found(token)
    if not request.htmx:  # type: ignore[attr-defined]
        return SeeOther(here)
    if buying.checkout.completed_at is not None or not _waits(buying.checkout):
        return HttpResponseClientRedirect(here)
    waiting = _waiting(request, buying)
    if request.GET.get("pace") == str(waiting["pace"]) and not waiting["looked_at"]:
        return HttpResponse(status=204)
    return render(request, "checkout/plan_done.html#waiting", waiting)


def _waits(checkout: Checkout) -> bool:
    last = checkout.payments.order_by("-number").first()
    return last is not None and (last.state == PaymentState.PROCESSING or is_of_another_amount(last))


def _waiting(request: HttpRequest, buying: Buying) -> dict[str, Any]:
    last = buying.checkout.payments.order_by("-number").first()
    looked_at = last is not None and is_of_another_amount(last)
    pace = waiting_pace(request, timezone.now()) | ({"every": 0} if looked_at else {})
    return pace | {"checkout": buying.checkout, "plan": buying.terms, "looked_at": looked_at}


def _ready(request: HttpRequest, buying: Buying) -> HttpResponse:
    membership = Membership.objects.get(order_line__order__checkout=buying.checkout)
    zone, now = current_business(request).time_zone, timezone.now()
    ended = min(membership.ended_at or membership.ends_at, membership.ends_at)
    over = _("It ended on %(day)s.") % {"day": wording.day_label(ended, zone, now)} if ended <= now else ""
    rows = [
        (_("What you get"), what_it_gives(membership).capitalize()),
        (_("Until"), last_day(membership.ends_at, zone)),
        (_("Paid"), wording.money(buying.checkout.total, buying.checkout.currency)),
    ]
    context = {"membership": membership, "rows": rows, "email": buying.contact.email, "over": over}
    return render(request, "checkout/plan_ready.html", context)
