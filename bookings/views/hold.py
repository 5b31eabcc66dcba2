"""Continue with a picked time: it is kept for the visitor, and the checkout goes on from a signed Pick."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import holds
from bookings.context import current_business
from bookings.errors import BookingError, SlotNotAvailable, TooManyHolds, TryAgain
from bookings.limits import limited
from bookings.models import Booking
from bookings.picker.asked import Asked
from bookings.picker.course_page import open_course
from bookings.picker.dates import open_dates
from bookings.picker.forged import forged
from bookings.picker.months import day_in
from bookings.picker.nearest import alternatives
from bookings.picker.offer import bookable_online
from bookings.picker.scene import Scene, open_scene
from bookings.picks import Pick
from bookings.views.hold_places import place_class, place_course
from bookings.views.personal import SeeOther
from bookings.views.service import page_response, service_or_404
from bookings.views.unfinished import resume_url, unfinished
from bookings.visitors import new_visitor, remember, visitor_of
from services.models import Business, Service, ServiceKind


@require_http_methods(["GET", "HEAD", "POST"])
@limited("hold", per_minute=30)
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """GET leads back to the service's page; only a POST keeps a time."""
    service = service_or_404(slug)
    if request.method != "POST":
        return HttpResponseRedirect(service.get_absolute_url())
    asked, now, business = Asked.read(request.POST), timezone.now(), current_business(request)
    if "look" in request.POST or not bookable_online(service):
        return SeeOther(service.get_absolute_url() + asked.but(start=None).query())
    if service.kind == ServiceKind.CLASS:
        return place_class(request, open_dates(service, business, asked, now, visitor_of(request)))
    if service.kind == ServiceKind.COURSE:
        return place_course(request, open_course(service, business, asked, now))
    return _place_time(request, service, asked, business, now)


def _place_time(
    request: HttpRequest, service: Service, asked: Asked, business: Business, now: datetime
) -> HttpResponse:
    known = visitor_of(request)
    visitor = known or new_visitor()
    scene = open_scene(service, business, asked, now, visitor)
    if wrong := forged(request.POST, scene):
        return _look_again(request, scene, wrong)
    assert asked.start is not None  # noqa: S101 - `forged` has seen to it
    mine = unfinished(known, scene.now)
    if (booking := _same(mine, scene, asked.start)) is not None:
        return SeeOther(resume_url(booking))
    try:
        pick = _keep(scene, asked.start)
    except BookingError as error:
        return _taken(request, scene, asked.start, error, mine)
    response = SeeOther(reverse("checkout:details", args=[pick.sign()]))
    remember(response, visitor)
    return response


def _same(mine: Sequence[Booking], scene: Scene, start: datetime) -> Booking | None:
    """The visitor's unfinished booking of exactly what is picked now (journeys.md S5)."""
    chosen = [scene.who.id] if scene.who else []
    picked = (scene.service.pk, start, scene.asked.people, chosen)
    return next(
        (
            each
            for each in mine
            if (each.service_id, each.starts_at, each.total_participants, each.chosen_resources) == picked
        ),
        None,
    )


def _keep(scene: Scene, start: datetime) -> Pick:
    """Raises what holds.place raises."""
    resources = (scene.who.id,) if scene.who else ()
    hold = holds.place(
        service=scene.service,
        start=start,
        visitor=scene.visitor,
        now=scene.now,
        business=scene.business,
        participants=scene.asked.people,
        resources=resources,
        location_id=scene.place.id if scene.place else None,
        supply=scene.supply,
    )
    return Pick(
        service_id=scene.service.pk,
        start=start,
        token=uuid4(),
        resources=resources,
        location_id=scene.place.id if scene.place else None,
        participants=scene.asked.people,
        hold=hold.token if hold else None,
        choices=tuple((pk, count) for pk, count in scene.asked.choices if count),
    )


def _look_again(request: HttpRequest, scene: Scene, sentence: str) -> HttpResponse:
    """422: the page as it was filled in, with what to change."""
    return page_response(request, scene, status=422, notice={"heading": sentence})


def _taken(
    request: HttpRequest, scene: Scene, start: datetime, error: BookingError, mine: Sequence[Booking]
) -> HttpResponse:
    """409: the same page with three other times; all that was chosen stays but the time that is lost (journeys.md S1).

    Where nobody took it (too many holds, a busy database) it stays chosen, to be sent again.
    """
    others = alternatives(scene, start)
    if not isinstance(error, TooManyHolds | TryAgain):
        day = scene.asked.day or day_in(scene, int(start.timestamp()))
        scene.asked = scene.asked.but(start=None, day=day)
    body = _("Free near it:") if others else ""
    notice = {"heading": _why(error, scene, start, mine), "body": body, "links": others}
    return page_response(request, scene, status=409, mine=mine, notice=notice)


def _why(error: BookingError, scene: Scene, start: datetime, mine: Sequence[Booking]) -> str:
    """It is not somebody else who has what one's own unfinished booking keeps, for another party or person."""
    own = [each for each in mine if (each.service_id, each.starts_at) == (scene.service.pk, start)]
    if isinstance(error, SlotNotAvailable) and any(each.hold.expires_at > scene.now for each in own):
        return _("A booking that you have not finished has this time.")
    return str(error)
