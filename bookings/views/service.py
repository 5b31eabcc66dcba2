"""One service: who, where, which day, which time. State stands in the address; nothing is kept."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from bookings.context import current_business
from bookings.picker.asked import Asked, day_of, readers_zone
from bookings.picker.offer import bookable_online, find_offered
from bookings.picker.page import day_page, page
from bookings.picker.scene import Scene, open_scene
from bookings.picker.slips import slip_for
from bookings.steps import steps_of
from bookings.views.pieces import asked_by_htmx
from bookings.visitors import visitor_of
from services.models import Service

TEMPLATE = "bookings/service.html"
RADIOS = ("people", "places")  # whoever moves along them keeps the focus there


@require_safe
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; or for htmx the piece that its target names: "slip", "slots" or "picker"."""
    service = service_or_404(slug)
    if not bookable_online(service):
        return render(request, "bookings/service_by_phone.html", {"service": service})
    scene = open_scene(
        service, current_business(request), Asked.read(request.GET), timezone.now(), visitor_of(request)
    )
    htmx = asked_by_htmx(request)
    return _piece(request, scene, htmx) if htmx else page_response(request, scene)


def service_or_404(slug: str) -> Service:
    service = find_offered(slug)
    if service is None:
        raise Http404
    return service


def page_response(request: HttpRequest, scene: Scene, *, status: int = 200, **extra: Any) -> HttpResponse:
    """The whole page; `extra`: a notice of what went wrong."""
    context = page(scene, readers_zone(request)) | {"steps": steps_of(scene.service)} | extra
    return _private(render(request, TEMPLATE, context, status=status))


def _piece(request: HttpRequest, scene: Scene, htmx: HtmxDetails) -> HttpResponse:
    if htmx.target == "slip":
        return _private(render(request, f"{TEMPLATE}#only_slip", {"slip": slip_for(scene)}))
    if htmx.target == "slots" and scene.asked.day:
        was = day_of(request.GET.get("was", ""))
        context = day_page(scene, scene.asked.day, was, readers_zone(request)) | {"oob": True, "day_focus": True}
        return _pushed(scene, render(request, f"{TEMPLATE}#day_answer", context))
    context = page(scene, readers_zone(request)) | {"oob": True, "by_hand": htmx.trigger not in RADIOS}
    return _pushed(scene, render(request, f"{TEMPLATE}#picker_answer", context))


def _pushed(scene: Scene, response: HttpResponse) -> HttpResponse:
    """The browser's address follows what was chosen, in its shortest form."""
    response["HX-Push-Url"] = scene.url + scene.asked.but(start=None).query()
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """What is free depends on the visitor's own holds, and on the moment."""
    response["Cache-Control"] = "no-store"
    return response
