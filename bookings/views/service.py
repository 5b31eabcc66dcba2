"""One service: who, where, which day, which time. State stands in the address; nothing is kept."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from bookings.context import current_business
from bookings.models import Booking
from bookings.picker.asked import Asked, day_of, readers_zone
from bookings.picker.course_page import open_course
from bookings.picker.dates import open_dates
from bookings.picker.move_slip import slip_of
from bookings.picker.offer import bookable_online, find_offered
from bookings.picker.page import day_page, page
from bookings.picker.scene import Scene, open_scene
from bookings.steps import TIME, count_of, steps_of
from bookings.views.dates import show_class, show_course
from bookings.views.pieces import asked_by_htmx, private
from bookings.views.unfinished import lately_picked, ways_back
from bookings.visitors import visitor_of
from services.models import Service, ServiceKind

TEMPLATE = "bookings/service.html"
RADIOS = ("people", "places")  # whoever moves along them keeps the focus there


@require_safe
@vary_on_headers("HX-Request", "HX-Target", "Cookie")
def show(request: HttpRequest, slug: str) -> HttpResponse:
    """The page; or for htmx the piece that its target names: "slip", "slots" or "picker"."""
    service = service_or_404(slug)
    if not bookable_online(service):
        return render(request, "bookings/service_by_phone.html", {"service": service})
    asked, now, business = Asked.read(request.GET), timezone.now(), current_business(request)
    if service.kind == ServiceKind.CLASS:
        return show_class(request, open_dates(service, business, asked, now, visitor_of(request)))
    if service.kind == ServiceKind.COURSE:
        return show_course(request, open_course(service, business, asked, now))
    scene = open_scene(service, business, asked, now, visitor_of(request))
    htmx = asked_by_htmx(request)
    if htmx:
        return piece(request, scene, htmx)
    return page_response(request, scene, mine=lately_picked(request, business, now))


def service_or_404(slug: str) -> Service:
    service = find_offered(slug)
    if service is None:
        raise Http404
    return service


def page_response(
    request: HttpRequest, scene: Scene, *, status: int = 200, mine: Sequence[Booking] = (), **extra: Any
) -> HttpResponse:
    """The whole page; `mine`: the visitor's unfinished bookings; `extra`: a notice of what went wrong."""
    context = with_times(page(scene, readers_zone(request))) | {"steps": steps_of(scene.service, TIME)} | extra
    context |= {"step_count": count_of(scene.service), "unfinished": ways_back(mine, scene.now)}
    return private(render(request, TEMPLATE, context, status=status))


def piece(request: HttpRequest, scene: Scene, htmx: HtmxDetails) -> HttpResponse:
    """What htmx asked for, of this page or of one that looks for another time."""
    if htmx.target == "slip":
        context = {"slip": slip_of(scene), "parts": "no_times" not in request.GET}
        return private(render(request, f"{TEMPLATE}#only_slip", with_times(context)))
    if htmx.target == "slots" and scene.asked.day:
        was = day_of(request.GET.get("was", ""))
        context = day_page(scene, scene.asked.day, was, readers_zone(request)) | {"oob": True, "day_focus": True}
        return _pushed(scene, render(request, f"{TEMPLATE}#day_answer", with_times(context)))
    context = page(scene, readers_zone(request)) | {"oob": True, "by_hand": htmx.trigger not in RADIOS}
    return _pushed(scene, render(request, f"{TEMPLATE}#picker_answer", with_times(context)))


def with_times(context: dict[str, Any]) -> dict[str, Any]:
    """Without any times to choose from there is nothing to continue with either."""
    if not context.get("parts"):
        context["slip"].pop("cta", None)
    return context


def _pushed(scene: Scene, response: HttpResponse) -> HttpResponse:
    """The browser's address follows what was chosen, in its shortest form."""
    response["HX-Push-Url"] = scene.url + scene.asked.but(start=None).query()
    return private(response)
