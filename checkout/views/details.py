"""The page between a picked time and a booking: who comes, and what the owner asks (look/03-details.html)."""

from dataclasses import replace
from http import HTTPStatus
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookings import holds, links
from bookings.errors import BookingError, SlotNotAvailable, TryAgain
from bookings.lifecycle.cancel import CUSTOMER_CANCELED
from bookings.lifecycle.decline import CHECKOUT_EXPIRED
from bookings.limits import limited
from bookings.manage.faces import how_it_ended
from bookings.members import member_of
from bookings.models import Booking, Contact
from bookings.states import FINAL, Status
from bookings.visitors import new_visitor, remember
from checkout.errors import AlreadyBooked, PartlyTaken
from checkout.forms import DetailsForm
from checkout.forms.details import details_of, details_of_member
from checkout.models import Checkout
from checkout.operations import book_pick
from checkout.operations.coupons import was_taken_off
from checkout.operations.picked import same_details
from checkout.views.booked import is_anothers, made_already, remember_booked
from checkout.views.details_page import details_page, with_alternatives
from checkout.views.holding import all_holds, hold_picked
from checkout.views.personal import SeeOther, personal
from checkout.views.picked import Picked, read_pick
from checkout.views.slips import moment_html


@require_http_methods(["GET", "HEAD", "POST"])
@limited("details", per_minute=60)
@personal
def details(request: HttpRequest, pick: str) -> HttpResponse:
    picked = read_pick(request, pick, timezone.now())
    if is_anothers(request, picked) and not _is_sent_again(request, picked):
        return made_already(request, picked)
    if request.method != "POST":
        return _show(request, picked)
    if "extend" in request.POST:
        return keep_longer(request, picked)
    if "place" in request.POST:
        return _move_here(request, picked)
    return _book(request, picked)


def _is_sent_again(request: HttpRequest, picked: Picked) -> bool:
    """The very same form, before the first answer could leave its cookie (journeys.md S18)."""
    if request.method != "POST" or picked.booking is None or {"extend", "place"} & request.POST.keys():
        return False
    form = form_of(picked, request)
    return form.is_valid() and same_details(picked.booking, form.details(picked.reader))


def _show(request: HttpRequest, picked: Picked) -> HttpResponse:
    booking = picked.booking
    if booking is not None and booking.status in FINAL:
        return _ended(request, picked, booking)
    if booking is not None and (booking.status != Status.CREATED or booking.checkout_completed_at):
        return already_booked(request, picked)
    form = form_of(picked, member=member_of(request))
    return closed(request, picked) or details_page(request, picked, form)


def _ended(request: HttpRequest, picked: Picked, booking: Booking) -> HttpResponse:
    """What became of it; its time is offered again only where nobody but the customer let it go."""
    last = booking.events.filter(kind=booking.status).first()
    may_have_it = last is not None and last.reason in (CHECKOUT_EXPIRED, CUSTOMER_CANCELED)
    sentence = how_it_ended(booking, last, picked.business)
    error = BookingError(sentence) if may_have_it else SlotNotAvailable(sentence)
    return with_alternatives(request, picked, form_of(picked), error, HTTPStatus.OK)


def form_of(picked: Picked, request: HttpRequest | None = None, *, member: Contact | None = None) -> DetailsForm:
    """Bound to what was sent, or filled with what the booking says if there is one, or with what the member does."""
    known = details_of_member(member) if member else None
    initial = details_of(picked.booking, picked.questions) if picked.booking else known
    return DetailsForm(
        request.POST if request else None,
        initial=initial,
        now=picked.now,
        questions=picked.questions,
        region=picked.business.phone_region,
        reminder=moment_html(picked.reminder_at, picked.zone, picked.now) if picked.reminder_at else "",
        visit=picked.is_visit,
        before=picked.before is not None,
    )


def closed(request: HttpRequest, picked: Picked) -> HttpResponse | None:
    """The page that says why this time can't be booked by anybody now; None if it can."""
    trouble = None if picked.booking else picked.trouble()
    if trouble is None:
        return None
    return render(request, "checkout/closed.html", {"picked": picked, "sentence": str(trouble)}, status=409)


def already_booked(request: HttpRequest, picked: Picked, sentence: str = "") -> HttpResponse:
    manage_url = links.path(picked.booking) if picked.booking else reverse("bookings:board")
    context = {"picked": picked, "sentence": sentence, "manage_url": manage_url}
    return render(request, "checkout/already_booked.html", context, status=409 if sentence else 200)


def keep_longer(request: HttpRequest, picked: Picked) -> HttpResponse:
    """The hold is extended, once; what was typed is shown again, without a word on what is missing yet."""
    extended = [holds.extend(hold, now=picked.now, business=picked.business) for hold in all_holds(picked)]
    if picked.hold is not None and any(extended):
        picked.hold.refresh_from_db()
    return details_page(request, picked, form_of(picked, request), quiet=True)


def _move_here(request: HttpRequest, picked: Picked) -> HttpResponse:
    """Another time was chosen on a page that had bad news: it is held, and the answers come along."""
    form = form_of(picked, request)
    if picked.booking is not None:
        return _show(request, picked)
    visitor = picked.visitor or new_visitor()
    try:
        picked.hold = hold_picked(picked, visitor)
    except BookingError as error:
        return closed(request, picked) or with_alternatives(request, picked, form, error)
    response = details_page(request, picked, form, quiet=True)
    remember(response, visitor)
    return response


def _book(request: HttpRequest, picked: Picked) -> HttpResponse:
    form = form_of(picked, request)
    refused = closed(request, picked)
    if refused is not None:
        return refused
    form.check_member(member_of(request))
    if not form.is_valid():
        return details_page(request, picked, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    visitor = picked.visitor or new_visitor()
    try:
        checkout = book_pick(
            picked.pick,
            form.details(picked.reader),
            service=picked.service,
            location=picked.location,
            business=picked.business,
            visitor=visitor,
            now=picked.now,
            made=picked.booking,
        )
    except BookingError as error:
        return _refused(request, picked, form, error)
    off = "?code=off" if picked.booking is not None and was_taken_off(checkout, picked.now) else ""
    response = SeeOther(_next(checkout) + off)
    remember(response, visitor)
    remember_booked(request, response, picked.pick)
    return response


def _refused(request: HttpRequest, picked: Picked, form: DetailsForm, error: BookingError) -> HttpResponse:
    if isinstance(error, AlreadyBooked):
        return already_booked(request, picked, str(error))
    if isinstance(error, PartlyTaken):
        return _fewer(request, picked, form, error)
    if isinstance(error, TryAgain):
        form.add_error(None, str(error))
        return details_page(request, picked, form, status=HTTPStatus.SERVICE_UNAVAILABLE)
    return closed(request, picked) or with_alternatives(request, picked, form, error)


def _fewer(request: HttpRequest, picked: Picked, form: DetailsForm, error: PartlyTaken) -> HttpResponse:
    """Nothing is booked yet: the page again, for the dates that are left, with what was typed."""
    pick = picked.pick
    left = tuple(pk for pk in pick.sessions if pk not in error.sessions)
    smaller = replace(pick, sessions=left, lost=pick.lost + error.sessions, token=uuid4())
    anew = read_pick(request, smaller.sign(), picked.now)
    return details_page(request, anew, form_of(anew, request), quiet=True, status=HTTPStatus.CONFLICT)


def _next(checkout: Checkout) -> str:
    return reverse("checkout:done" if checkout.completed_at else "checkout:pay", args=[checkout.token])
