"""What an owner can do about a refund that the bank refused, each a verb with a page of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.actors import Actor, Permission
from bookings.errors import BookingError
from checkout.models import Order, Refund, RefundState
from checkout.operations.refused import given_another_way, retry_refund
from services.wording import money


@dataclass(frozen=True)
class RefundAct:
    name: str
    label: Any
    effect: Any
    done: Any
    verb: Callable[..., Refund]


REFUND_ACTS = (
    RefundAct(
        "retry",
        _("Try again"),
        _("The provider is asked once more to send the money back the way it was paid."),
        _("The provider is asked again to give %(amount)s back."),
        retry_refund,
    ),
    RefundAct(
        "another-way",
        _("Given back another way"),
        _("You have given the money back yourself, in cash or by bank transfer. The provider is not asked any more."),
        _("Noted: you have given %(amount)s back."),
        given_another_way,
    ),
)


def refund_act_view(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """GET says what it does, POST does it; one that is not refused any more says so, 409."""
    wanted = next((each for each in REFUND_ACTS if each.name == act), None)
    if wanted is None:
        raise Http404
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(Permission.REFUND):
        raise PermissionDenied
    refund = get_object_or_404(Refund.objects.select_related("line__order", "line__booking", "payment"), pk=pk)
    problem = ""
    if request.method == "POST":
        try:
            wanted.verb(refund, by=actor, now=timezone.now())
        except BookingError as error:
            problem = str(error)
        else:
            messages.success(request, wanted.done % {"amount": money(refund.amount, refund.payment.currency)})
            return HttpResponseRedirect(reverse("admin:checkout_order_change", args=[refund.line.order_id]))
    return _page(request, wanted, refund, problem)


def _page(request: HttpRequest, act: RefundAct, refund: Refund, problem: str) -> HttpResponse:
    amount = money(refund.amount, refund.payment.currency)
    refund.refresh_from_db(fields=["state"])
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": f"{act.label}: {amount}",
        "act": act,
        "refund": refund,
        "order": refund.line.order,
        "amount": amount,
        "fits": refund.state == RefundState.FAILED,
        "problem": problem,
        "opts": Order._meta,
    }
    return TemplateResponse(request, "admin/checkout/refund_act.html", context, status=409 if problem else 200)
