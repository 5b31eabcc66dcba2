"""One service: who, where, which day, which time. State stands in the address; nothing is kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe
from django.views.decorators.vary import vary_on_headers
from django_htmx.middleware import HtmxDetails

from bookings import links
from bookings.context import current_business
from bookings.models import Booking
from bookings.picker.asked import Asked, day_of, readers_zone
from bookings.picker.offer import bookable_online, find_offered
from bookings.picker.page import day_page, page
from bookings.picker.scene import Scene, open_scene
from bookings.picker.slips import slip_for
from bookings.states import Status
from bookings.steps import TIME, count_of, steps_of
from bookings.views.pieces import asked_by_htmx
from bookings.visitors import visitor_of
from services import wording
from services.models import Business, Service

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
    if htmx:
        return _piece(request, scene, htmx)
    mine = unfinished(scene.visitor, scene.now) if _picked_lately(request, scene.business) else []
    return page_response(request, scene, mine=mine)


def service_or_404(slug: str) -> Service:
    service = find_offered(slug)
    if service is None:
        raise Http404
    return service


def _picked_lately(request: HttpRequest, business: Business) -> bool:
    """Picking, booking and going to pay sign the visitor's cookie anew: with an older one no checkout is open still,
    and nothing needs to be asked."""
    return bool(visitor_of(request, within=timedelta(minutes=business.checkout_minutes + 1)))


def unfinished(visitor: str, now: datetime) -> list[Booking]:
    """The visitor's bookings whose checkout can still be gone on with, by time (journeys.md S5)."""
    if not visitor:
        return []
    rows = Booking.objects.filter(hold__visitor=visitor, status=Status.CREATED, checkout_expires_at__gt=now)
    return list(rows.select_related("hold").order_by("starts_at"))


def resume_url(booking: Booking) -> str:
    return reverse("checkout:resume", args=[links.token(booking)])


def page_response(
    request: HttpRequest, scene: Scene, *, status: int = 200, mine: Sequence[Booking] = (), **extra: Any
) -> HttpResponse:
    """The whole page; `mine`: the visitor's unfinished bookings; `extra`: a notice of what went wrong."""
    context = _with_times(page(scene, readers_zone(request))) | {"steps": steps_of(scene.service, TIME)} | extra
    context |= {"step_count": count_of(scene.service), "unfinished": _ways_back(mine, scene.now)}
    return _private(render(request, TEMPLATE, context, status=status))


def _ways_back(mine: Sequence[Booking], now: datetime) -> dict[str, Any] | None:
    """Whose time is kept: the picker shows it as taken, for it can't be picked anew."""
    open_still = [each for each in mine if each.checkout_completed_at is None and each.hold.expires_at > now]
    if not open_still:
        return None
    heading = ngettext("You have a booking to finish", "You have bookings to finish", len(open_still))
    return {"heading": heading, "links": [(resume_url(each), _go_on(each, now)) for each in open_still]}


def _go_on(booking: Booking, now: datetime) -> str:
    words = {"service": booking.title, "moment": wording.moment(booking.starts_at, booking.zone, now)}
    return _("Go on with %(service)s, %(moment)s") % words


def _piece(request: HttpRequest, scene: Scene, htmx: HtmxDetails) -> HttpResponse:
    if htmx.target == "slip":
        context = {"slip": slip_for(scene), "parts": "no_times" not in request.GET}
        return _private(render(request, f"{TEMPLATE}#only_slip", _with_times(context)))
    if htmx.target == "slots" and scene.asked.day:
        was = day_of(request.GET.get("was", ""))
        context = day_page(scene, scene.asked.day, was, readers_zone(request)) | {"oob": True, "day_focus": True}
        return _pushed(scene, render(request, f"{TEMPLATE}#day_answer", _with_times(context)))
    context = page(scene, readers_zone(request)) | {"oob": True, "by_hand": htmx.trigger not in RADIOS}
    return _pushed(scene, render(request, f"{TEMPLATE}#picker_answer", _with_times(context)))


def _with_times(context: dict[str, Any]) -> dict[str, Any]:
    """Without any times to choose from there is nothing to continue with either."""
    if not context.get("parts"):
        context["slip"].pop("cta", None)
    return context


def _pushed(scene: Scene, response: HttpResponse) -> HttpResponse:
    """The browser's address follows what was chosen, in its shortest form."""
    response["HX-Push-Url"] = scene.url + scene.asked.but(start=None).query()
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    """What is free depends on the visitor's own holds, and on the moment."""
    response["Cache-Control"] = "no-store"
    return response
