"""The page on which an owner confirms an act: GET shows what it does, POST calls the verb."""

from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from bookings.actors import Actor
from bookings.admin.act_forms import ActForm
from bookings.admin.acts import ACTS, Act
from bookings.admin.wording import with_business
from bookings.models import Booking


def act_view(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The verb's error is a sentence on the page, with what was typed kept: 409 where the booking has changed."""
    if act not in ACTS:
        raise Http404
    wanted, actor = ACTS[act], Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(wanted.permission):
        raise PermissionDenied
    booking = get_object_or_404(with_business(Booking.objects.all()), pk=pk)
    form = wanted.form(request.POST.dict() if request.method == "POST" else None, booking=booking, actor=actor)
    status = 200
    if request.method == "POST" and (status := _try(request, wanted, booking, form)) == 302:
        return HttpResponseRedirect(reverse("admin:bookings_booking_change", args=[pk]))
    return _page(request, wanted, booking, form, status)


def _try(request: HttpRequest, act: Act, booking: Booking, form: ActForm) -> int:
    """The status to answer with; 302 when it is done."""
    status = form.attempt(partial(act.carry_out, booking, request.user, timezone.now()))
    if status == 302:
        messages.success(request, act.done % {"code": booking.code})
    return status


def _page(request: HttpRequest, act: Act, booking: Booking, form: ActForm, status: int) -> HttpResponse:
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": f"{act.label}: {booking.name}",
        "act": act,
        "booking": booking,
        "fits": act.fits(booking),
        "form": form,
        "opts": Booking._meta,
    }
    return TemplateResponse(request, "admin/bookings/booking/act.html", context, status=status)
