"""Joining the waitlist of a class that is full, and taking what it offers; no login for either."""

from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from bookings import links, waitlist
from bookings.actors import Actor
from bookings.errors import BookingError, OfferOver, TryAgain
from bookings.limits import limited
from bookings.members import member_of
from bookings.models import Booking, Offer, OfferState
from bookings.picker.asked import number_of
from bookings.states import Status
from bookings.views.manage import page_response
from bookings.visitors import new_visitor, remember, visitor_of
from checkout.operations.waitlist import take_place
from checkout.views.joining import Joining, read_joining
from checkout.views.personal import SeeOther, personal

TEMPLATE = "checkout/waitlist.html"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("waitlist", per_minute=30)
@personal
def join(request: HttpRequest, session_id: int) -> HttpResponse:
    joining = read_joining(request, session_id, timezone.now())
    if request.method == "POST":
        return _join(request, joining)
    trouble = joining.trouble()
    return _page(request, joining, trouble, HTTPStatus.CONFLICT if trouble else HTTPStatus.OK)


def _join(request: HttpRequest, joining: Joining) -> HttpResponse:
    form = joining.form
    form.check_member(member_of(request))
    if joining.wrong_party or not form.is_valid():
        return _page(request, joining, None, HTTPStatus.UNPROCESSABLE_ENTITY)
    visitor = visitor_of(request) or new_visitor()
    try:
        booking = waitlist.register(
            joining.session,
            form.details(joining.reader),
            by=Actor.visitor(),
            now=joining.now,
            client_token=form.client_token,
            text_offers=form.wants_texts,
            **joining.party,
        )
    except TryAgain as error:
        form.add_error(None, str(error))
        return _page(request, joining, None, HTTPStatus.SERVICE_UNAVAILABLE)
    except BookingError as error:
        return _page(request, joining, error, HTTPStatus.CONFLICT)
    response = SeeOther(links.path(booking))
    remember(response, visitor)
    return response


def _page(request: HttpRequest, joining: Joining, trouble: BookingError | None, status: HTTPStatus) -> HttpResponse:
    return render(request, TEMPLATE, joining.context(trouble), status=status)


@require_POST
@limited("take", per_minute=20)
@personal
def take(request: HttpRequest, token: str) -> HttpResponse:
    """An offer that is over by now is said to be so, on the page that shows what comes next; pressed twice, both lead
    to the same."""
    booking = _found(token)
    visitor = visitor_of(request) or new_visitor()
    try:
        checkout = take_place(booking, visitor=visitor, now=timezone.now(), offered=_offered(request))
    except BookingError as error:
        return _refused(request, booking, error)
    response = SeeOther(reverse("checkout:done" if checkout.completed_at else "checkout:pay", args=[checkout.token]))
    remember(response, visitor)
    return response


@require_POST
@limited("pass_on", per_minute=20)
@personal
def pass_on(request: HttpRequest, token: str) -> HttpResponse:
    booking = _found(token)
    try:
        waitlist.pass_offer(booking, now=timezone.now(), offered=_offered(request))
    except BookingError as error:
        if isinstance(error, OfferOver) and _passed(booking):
            return SeeOther(links.path(booking))
        return _refused(request, booking, error)
    return SeeOther(links.path(booking))


@require_POST
@limited("leave", per_minute=20)
@personal
def leave(request: HttpRequest, token: str) -> HttpResponse:
    booking, revision = _found(token), number_of(request.POST.get("revision", ""))
    try:
        waitlist.leave(booking, by=Actor.visitor(), now=timezone.now(), revision=revision)
    except BookingError as error:
        return _refused(request, booking, error)
    return SeeOther(links.path(booking))


def _offered(request: HttpRequest) -> int | None:
    """The offer that the page showed."""
    return number_of(request.POST.get("offer", ""))


def _refused(request: HttpRequest, booking: Booking, error: BookingError) -> HttpResponse:
    """Who waits no more sees how that ended: their checkout while it is open, else the booking (journeys.md S18)."""
    booking.refresh_from_db()
    if booking.status == Status.WAITING_LIST:
        return page_response(request, booking, status=HTTPStatus.CONFLICT, notice=str(error))
    return SeeOther(reverse("checkout:resume", args=[links.token(booking)]))


def _passed(booking: Booking) -> bool:
    """Whether passing on was the last that happened to an offer of theirs."""
    last = Offer.objects.filter(booking=booking).order_by("created_at", "pk").last()
    return last is not None and last.state == OfferState.PASSED


def _found(token: str) -> Booking:
    """Raises Http404."""
    booking = links.find(token)
    if booking is None:
        raise Http404
    return booking
