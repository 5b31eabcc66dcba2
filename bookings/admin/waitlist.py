"""The waitlist of one class date, as its owner looks after it: GET shows it, each POST calls a verb."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from bookings import waitlist, waitlist_desk
from bookings.actors import Actor, Permission
from bookings.admin.waitlist_form import WaitingForm
from bookings.errors import BookingError, UnauthorizedOperation
from bookings.models import Booking, Offer, OfferState, Session, SessionKind, Waiting
from bookings.offers import offers_from
from bookings.places import Pool, places_of
from services.models import Business
from services.queries import zone_of
from services.wording import clock, moment

TEMPLATE = "admin/bookings/session/line.html"
SEE = "bookings.view_booking"


def waitlist_view(request: HttpRequest, pk: int) -> HttpResponse:
    """A verb's error is a sentence on the page, with what was typed kept."""
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(SEE):
        raise PermissionDenied
    classes = Session.objects.select_related("service__policy", "location").filter(kind=SessionKind.CLASS)
    session = get_object_or_404(classes, pk=pk)
    if session.service is None:
        raise Http404
    adds = request.method == "POST" and request.POST.get("act") == "add"
    form = WaitingForm(request.POST if adds else None, service=session.service)
    if request.method != "POST":
        return _page(request, session, form, actor)
    if adds and not form.is_valid():
        return _page(request, session, form, actor, status=422)
    try:
        said = _add(session, form, actor) if adds else _act(request, session, actor)
    except BookingError as error:
        status = 403 if isinstance(error, UnauthorizedOperation) else 422
        return _page(request, session, form, actor, error=str(error), status=status)
    messages.success(request, said)
    return HttpResponseRedirect(reverse("admin:bookings_session_waitlist", args=[pk]))


def _add(session: Session, form: WaitingForm, actor: Actor) -> str:
    booking = waitlist.register(session, by=actor, now=timezone.now(), **form.arguments())
    return _("%(who)s is on the waitlist, and told by email.") % {"who": booking.name}


def _act(request: HttpRequest, session: Session, actor: Actor) -> str:
    """Raises Http404 for an act that is not known, or a booking of another date."""
    act = _ACTS.get(request.POST.get("act", ""))
    number = request.POST.get("booking", "")
    if act is None or not number.isdecimal():
        raise Http404
    booking = get_object_or_404(Booking, pk=int(number), session=session)
    return act(booking, actor, request.POST.get("words", "")) % {"who": booking.name}


def _move(booking: Booking, actor: Actor, *, up: bool) -> str:
    moved = waitlist_desk.move_in_line(booking, up=up, by=actor)
    return _("%(who)s is moved.") if moved else _("%(who)s stands at the end of the line already.")


def _remove(booking: Booking, actor: Actor, words: str) -> str:
    waitlist_desk.remove_from_line(booking, by=actor, now=timezone.now(), words=words[:1000])
    return _("%(who)s is off the waitlist, and told by email.")


def _offer(booking: Booking, actor: Actor, _words: str) -> str:
    waitlist_desk.offer_now(booking, by=actor, now=timezone.now())
    return _("A place is offered to %(who)s.")


_ACTS: dict[str, Callable[[Booking, Actor, str], str]] = {
    "up": lambda booking, actor, _words: _move(booking, actor, up=True),
    "down": lambda booking, actor, _words: _move(booking, actor, up=False),
    "remove": _remove,
    "offer": _offer,
}


def _page(
    request: HttpRequest, session: Session, form: WaitingForm, actor: Actor, *, error: str = "", status: int = 200
) -> HttpResponse:
    zone = zone_of(session.location, Business.objects.current())
    found = places_of(Pool(session_id=session.pk), timezone.now())
    free = found.free if found else 0
    rows = [_row(waiting, free) for waiting in waitlist.list_waitlisted(session)]
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _("Waitlist: %(what)s") % {"what": session.title},
        "session": session,
        "when": moment(session.starts_at, zone),
        "asked": [row for row in rows if row["running"]],
        "rows": [row for row in rows if not row["running"]],
        "offers_from": _offers_from(session, zone),
        "free": free,
        "form": form,
        "error": error,
        "may_decide": actor.may(Permission.DECIDE),
        "may_add": actor.may(Permission.BOOK) and session.called_off_at is None,
        "opts": Session._meta,
    }
    return TemplateResponse(request, TEMPLATE, context, status=status)


def _offers_from(session: Session, zone: ZoneInfo) -> str:
    """The clock at which offers go out by themselves, by night; nothing by day."""
    wakes_at = offers_from(session, timezone.now()) if session.called_off_at is None else None
    return clock(wakes_at, zone) if wakes_at else ""


def _row(waiting: Waiting, free: int) -> dict[str, Any]:
    """`running`: has an offer. `can_have`: whether a place can be offered now."""
    offer = Offer.objects.filter(booking=waiting.booking_id).order_by("created_at", "pk").last()
    running = offer is not None and offer.state == OfferState.RUNNING and offer.expires_at > timezone.now()
    can_have = not running and waiting.booking.total_participants <= free
    said = _said(offer, waiting.booking, running=running)
    return {"waiting": waiting, "said": said, "running": running, "can_have": can_have}


def _said(offer: Offer | None, booking: Booking, *, running: bool) -> str:
    """What was offered last, and what became of it."""
    if offer is None:
        return _("not asked yet")
    zone = booking.zone
    if running:
        return _("has an offer until %(clock)s") % {"clock": clock(offer.expires_at, zone)}
    words = {"when": moment(offer.created_at, zone)}
    if offer.state == OfferState.PASSED:
        return _("passed the offer of %(when)s on") % words
    return _("did not answer the offer of %(when)s") % words
