"""Taking another date of a class, from a list of those that have places; an appointment's page has the picker."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import links
from bookings.availability import Slot
from bookings.change_forms import DateForm
from bookings.context import current_business
from bookings.errors import BookingError, RevisionConflict
from bookings.lifecycle import reschedule_booking
from bookings.lifecycle.party import party_in
from bookings.limits import limited
from bookings.manage.another_date import date_offer, dates_for, what_happens
from bookings.manage.people import party_words
from bookings.members import actor_of
from bookings.models import Booking
from bookings.picker.asked import readers_zone
from bookings.views.manage import page_response
from bookings.views.personal import SeeOther, with_all, with_booking
from bookings.views.reschedule_time import show_times, take_time, was_moved_there
from services.models import ServiceKind

TEMPLATE = "bookings/reschedule.html"


@require_http_methods(["GET", "HEAD", "POST"])
@with_booking
def change(request: HttpRequest, booking: Booking) -> HttpResponse:
    """What went meanwhile leaves the booking as it was, and the others are shown (journeys.md S24)."""
    if request.method == "POST":
        return _take(request, booking)
    booking = with_all(booking)
    offer = date_offer(booking, timezone.now())
    if offer is None or not offer.open:
        return SeeOther(links.path(booking))
    if booking.kind == ServiceKind.APPOINTMENT:
        return show_times(request, booking)
    return _page(request, booking, DateForm(None))


@limited("reschedule", per_minute=20)
def _take(request: HttpRequest, booking: Booking) -> HttpResponse:
    booking = with_all(booking)
    offer = date_offer(booking, timezone.now(), readers_zone(request))
    if offer is None or not offer.open:
        if was_moved_there(request, booking):
            return SeeOther(links.path(booking))
        why = offer.sentence if offer else _("This can't be moved online. Only we can do it.")
        return page_response(request, booking, status=409, notice=why)
    if booking.kind == ServiceKind.APPOINTMENT:
        return take_time(request, booking)
    return _take_date(request, booking)


def _take_date(request: HttpRequest, booking: Booking) -> HttpResponse:
    form = DateForm(request.POST)
    if not form.is_valid():
        return _page(request, booking, form, status=422)
    slot = Slot(booking.service_id, session_id=form.cleaned_data["session"])
    revision = form.cleaned_data["revision"]
    try:
        reschedule_booking(booking, slot=slot, by=actor_of(request, booking), now=timezone.now(), revision=revision)
    except RevisionConflict as error:
        return _page(request, with_all(booking), form, status=409, notice=str(error))
    except BookingError as error:
        form.add_error("session", str(error))
        return _page(request, booking, form, status=409)
    return SeeOther(links.path(booking))


def _page(
    request: HttpRequest, booking: Booking, form: DateForm, *, status: int = 200, notice: str = ""
) -> HttpResponse:
    business = current_business(request)
    context = {
        "form": form,
        "booking": booking,
        "token": links.token(booking),
        "people": party_words(party_in(booking)),
        "dates": dates_for(booking, business, timezone.now()),
        "chosen": form["session"].value(),
        "what_happens": what_happens(booking, business, timezone.now()),
        "asks": booking.terms.needs_approval,
        "notice": notice,
    }
    return render(request, TEMPLATE, context, status=status)
