"""The pages on which an owner changes a date: GET shows what it does, POST calls the verb."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.admin.session_acts import ACTS, SessionAct
from bookings.admin.session_forms import AddForm, SessionForm
from bookings.admin.session_rows import people_of, rows_of, zone_of_row
from bookings.errors import BookingError
from bookings.models import Session, SessionKind
from bookings.sessions import add_session
from bookings.sessions.adding import ADD


def act_view(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """The verb's error is a sentence on the page, with what was typed kept."""
    if act not in ACTS:
        raise Http404
    wanted, actor = ACTS[act], Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(wanted.permission):
        raise PermissionDenied
    session: Any = get_object_or_404(rows_of(Session.objects.all()), pk=pk)
    if wanted.only_course and session.kind != SessionKind.COURSE:
        raise Http404
    form = wanted.form(request.POST or None, session=session, actor=actor, asked=request.GET)
    status = 200
    if request.method == "POST":
        status, said = _try(wanted, session, form, actor)
        if said:
            messages.success(request, said)
        if said or (wanted.ends and _is_called_off(session)):
            return HttpResponseRedirect(reverse("admin:bookings_session_change", args=[pk]))
    context = {
        "title": f"{wanted.label}: {session.title}",
        "act": wanted,
        "session": session,
        "zone": zone_of_row(session),
        "people": people_of(session),
        "fits": wanted.fits(session, timezone.now()),
    }
    return _page(request, "admin/bookings/session/act.html", form, status, context)


def _is_called_off(session: Session) -> bool:
    """By now: a press again finds it done, and its own page says so."""
    return Session.objects.filter(pk=session.pk, called_off_at__isnull=False).exists()


def _try(act: SessionAct, session: Session, form: SessionForm, actor: Actor) -> tuple[int, str]:
    """The status to answer with, and what was done; nothing where it was not."""
    if not form.is_valid():
        return 422, ""
    try:
        return 302, act.carry_out(session, by=actor, now=timezone.now(), **form.arguments())
    except BookingError as error:
        return _said(form, error), ""


def _said(form: forms.Form, error: BookingError) -> int:
    """At its field, where there is one. 409 where something has changed meanwhile, else 422."""
    field = {"start": "at", "end": "minutes"}.get(error.field or "", error.field)
    form.add_error(field if field in form.fields else None, str(error))
    return 409 if error.number == 409 else 422


def add_view(request: HttpRequest) -> HttpResponse:
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(ADD):
        raise PermissionDenied
    form = AddForm(request.POST or None, actor=actor, initial={"service": request.GET.get("service")})
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                session = add_session(by=actor, now=timezone.now(), **form.arguments())
            except BookingError as error:
                status = _said(form, error)
            else:
                messages.success(request, _("The date is added."))
                return HttpResponseRedirect(reverse("admin:bookings_session_change", args=[session.pk]))
    return _page(request, "admin/bookings/session/add.html", form, status, {"title": _("Add a date")})


def _page(request: HttpRequest, template: str, form: forms.Form, status: int, context: dict[str, Any]) -> HttpResponse:
    shared = admin.site.each_context(request) | {"form": form, "opts": Session._meta}
    return TemplateResponse(request, template, shared | context, status=status)
