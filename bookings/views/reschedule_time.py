"""Another time for an appointment: the picker of its service's page, opened at what the booking has."""

from typing import Any

from django.db.models import prefetch_related_objects
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.vary import vary_on_headers

from bookings import links
from bookings.availability import Slot
from bookings.context import current_business
from bookings.errors import BookingError, InvalidRequest, RevisionConflict, SlotNotAvailable
from bookings.lifecycle import reschedule_booking
from bookings.manage.another_date import date_offer, what_happens
from bookings.manage.people import seen_of
from bookings.members import actor_of
from bookings.models import Booking
from bookings.picker.asked import number_of, readers_zone, start_of
from bookings.picker.forged import forged
from bookings.picker.months import day_in
from bookings.picker.move_slip import party_asked, terms_asked
from bookings.picker.moving import moving_of, read_asked
from bookings.picker.nearest import alternatives
from bookings.picker.offer import find_offered
from bookings.picker.page import page
from bookings.picker.scene import Scene, open_scene
from bookings.views.manage import page_response
from bookings.views.personal import SeeOther, with_all
from bookings.views.pieces import asked_by_htmx
from bookings.views.service import piece, with_times
from bookings.visitors import visitor_of

TEMPLATE = "bookings/reschedule_time.html"


@vary_on_headers("HX-Request", "HX-Target", "Cookie")
def show_times(request: HttpRequest, booking: Booking) -> HttpResponse:
    """The page; or for htmx the piece that its target names, as on the service's page."""
    scene = _scene(request, booking)
    htmx = asked_by_htmx(request)
    return piece(request, scene, htmx) if htmx else _page(request, booking, scene)


def take_time(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Done, it leads to the booking, and so does the same press a second time."""
    scene = _scene(request, booking)
    if "look" in request.POST:
        return SeeOther(scene.url + scene.asked.but(start=None).query())
    if wrong := forged(request.POST, scene):
        return _page(request, booking, scene, status=422, notice={"heading": wrong})
    revision = number_of(request.POST.get("revision", ""))
    if revision is None:
        look = _("Look at the booking and decide again.")
        return _page(request, booking, scene, status=422, notice={"heading": look})
    if revision == booking.revision and not _seen(request, booking, scene):
        changed = _("Other people cost something else. Look at the price, then move it.")
        return _page(request, booking, scene, status=422, notice={"heading": changed})
    return _move(request, booking, scene, revision)


def _move(request: HttpRequest, booking: Booking, scene: Scene, revision: int) -> HttpResponse:
    try:
        reschedule_booking(
            booking,
            slot=_slot(scene),
            by=actor_of(request, booking),
            now=timezone.now(),
            revision=revision,
            visitor=scene.visitor,
            **(party_asked(scene.asked) if scene.moving and scene.moving.has_party else {}),
        )
    except RevisionConflict as error:
        return _stale(request, booking, scene, str(error))
    except SlotNotAvailable as error:
        return _taken(request, booking, scene, str(error))
    except BookingError as error:
        status = 422 if isinstance(error, InvalidRequest) else 409
        return _page(request, booking, scene, status=status, notice={"heading": str(error)})
    return SeeOther(links.path(booking))


def was_moved_there(request: HttpRequest, booking: Booking) -> bool:
    """Whether this is the press that moved it, sent again."""
    revision = number_of(request.POST.get("revision", ""))
    return revision != booking.revision and start_of(request.POST.get("t", "")) == booking.starts_at


def _scene(request: HttpRequest, booking: Booking) -> Scene:
    prefetch_related_objects([booking], "choices")  # asked for again and again from here on
    service = find_offered(booking.service.slug)
    if service is None:
        raise Http404
    url = reverse("bookings:reschedule", args=[links.token(booking)])
    moving = moving_of(booking, service, url)
    asked = read_asked(request.POST if request.method == "POST" else request.GET, moving)
    business = current_business(request)
    return open_scene(moving.service, business, asked, timezone.now(), visitor_of(request), moving)


def _slot(scene: Scene) -> Slot:
    assert scene.asked.start is not None  # noqa: S101 - `forged` has seen to it
    start, who, place = scene.asked.start, scene.who, scene.place
    return Slot(scene.service.pk, start, resource_id=who.id if who else None, location_id=place.id if place else None)


def _seen(request: HttpRequest, booking: Booking, scene: Scene) -> bool:
    """Whether the money that another party means is what the page has shown."""
    terms = terms_asked(booking, scene.asked, scene.now)
    return terms is None or request.POST.get("seen", "") == seen_of(terms)


def _stale(request: HttpRequest, booking: Booking, scene: Scene, sentence: str) -> HttpResponse:
    """As it is now, with what was chosen (journeys.md S23); where it is there already, that was the same press."""
    booking = with_all(booking)
    offer = date_offer(booking, scene.now)
    fresh = _scene(request, booking) if offer and offer.open else None
    if fresh is None or _is_there(fresh):
        return SeeOther(links.path(booking)) if fresh else page_response(request, booking, status=409, notice=sentence)
    return _page(request, booking, fresh, status=409, notice={"heading": sentence})


def _is_there(scene: Scene) -> bool:
    who, where = scene.who.id if scene.who else None, scene.place.id if scene.place else None
    if scene.moving is None or not scene.moving.is_at(scene.asked.start, who, where):
        return False
    return terms_asked(scene.moving.booking, scene.asked, scene.now) is None


def _taken(request: HttpRequest, booking: Booking, scene: Scene, sentence: str) -> HttpResponse:
    """The same page with three other times; all that was chosen stays but the time that is lost (S24)."""
    start = scene.asked.start
    assert start is not None  # noqa: S101 - `forged` has seen to it
    others = alternatives(scene, start)
    scene.asked = scene.asked.but(start=None, day=scene.asked.day or day_in(scene, int(start.timestamp())))
    body = _("Your booking is as it was. Free near it:") if others else _("Your booking is as it was.")
    notice = {"heading": sentence, "body": body, "links": others}
    return _page(request, booking, scene, status=409, notice=notice)


def _page(
    request: HttpRequest, booking: Booking, scene: Scene, *, status: int = 200, notice: dict[str, Any] | None = None
) -> HttpResponse:
    reader = readers_zone(request)
    offer = date_offer(booking, scene.now, reader)
    context = with_times(page(scene, reader)) | {
        "until": offer.sentence if offer else "",
        "booking": booking,
        "token": links.token(booking),
        "what_happens": what_happens(booking, scene.business, scene.now),
        "notice": notice,
    }
    return render(request, TEMPLATE, context, status=status)
