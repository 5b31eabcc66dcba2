"""A booking's extra fields, as an owner reads and changes them."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.admin.extended_form import ExtendedForm
from bookings.admin.wording import with_business
from bookings.extended import label_of
from bookings.lifecycle import update_extended_fields
from bookings.lifecycle.extended_fields import EXTEND
from bookings.models import Booking, FieldNamespace


@dataclass(frozen=True, slots=True)
class Shown:
    """One namespace on a booking's page. `url`: where this account changes it, if it may."""

    name: str
    rows: list[tuple[str, str]]
    url: str


def shown(booking: Booking, actor: Actor) -> list[Shown]:
    """All that are declared, also those of which it carries nothing. One query."""
    may = actor.may(EXTEND) and booking.erased_at is None
    found = []
    for namespace in FieldNamespace.objects.all():
        data = booking.extended_fields.get(namespace.name, {})
        url = reverse("admin:bookings_booking_fields", args=[booking.pk, namespace.name]) if may else ""
        found.append(Shown(namespace.name, list(_rows(namespace.schema, data)), url))
    return found


def _rows(schema: dict[str, Any], data: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """In the schema's order; the database keeps none."""
    order = [*schema.get("properties", {}), *data]
    for name, value in sorted(data.items(), key=lambda item: order.index(item[0])):
        if isinstance(value, bool):
            words = _("yes") if value else _("no")
        else:
            words = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        yield capfirst(label_of(schema, (name,))), words


def fields_view(request: HttpRequest, pk: int, namespace: str) -> HttpResponse:
    """GET shows the form, POST calls the verb: 409 where the booking has changed meanwhile."""
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(EXTEND):
        raise PermissionDenied
    booking = get_object_or_404(with_business(Booking.objects.all()), pk=pk)
    declared = get_object_or_404(FieldNamespace, name=namespace)
    typed = request.POST.dict() if request.method == "POST" else None
    carried = booking.extended_fields.get(namespace, {})
    form = ExtendedForm(typed, booking=booking, actor=actor, namespace=declared, data=carried)
    status = 200
    if typed is not None and (status := _try(request, booking, declared, form)) == 302:
        return HttpResponseRedirect(reverse("admin:bookings_booking_change", args=[pk]))
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _("Extra fields: %(who)s") % {"who": booking.name},
        "act": {
            "label": _("Extra fields, %(namespace)s") % {"namespace": namespace},
            "effect": _("Customers don’t see them on their pages. What is left empty is removed."),
            "button": _("Save"),
            "look": "go",
        },
        "booking": booking,
        "fits": booking.erased_at is None,
        "form": form,
        "opts": Booking._meta,
    }
    return TemplateResponse(request, "admin/bookings/booking/act.html", context, status=status)


def _try(request: HttpRequest, booking: Booking, declared: FieldNamespace, form: ExtendedForm) -> int:
    """The status to answer with; 302 when it is done."""
    by = Actor.owner(request.user)  # type: ignore[arg-type]
    status = form.attempt(partial(update_extended_fields, booking, declared.name, by=by, now=timezone.now()))
    if status == 302:
        messages.success(request, _("The extra fields of %(code)s are saved.") % {"code": booking.code})
    return status
