"""Taking another date of a class: a list of those that have places, and what the change means."""

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
from bookings.views.manage import page_response
from bookings.views.personal import SeeOther, with_all, with_booking

TEMPLATE = "bookings/reschedule.html"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("reschedule", per_minute=20)
@with_booking
def change(request: HttpRequest, booking: Booking) -> HttpResponse:
    """A date that went meanwhile leaves the booking as it was, and the others are shown (journeys.md S24)."""
    now = timezone.now()
    booking = with_all(booking)
    offer = date_offer(booking, now)
    if offer is None or not offer.open:
        return _closed(
            request, booking, offer.sentence if offer else _("This can't be moved online. Only we can do it.")
        )
    form = DateForm(request.POST if request.method == "POST" else None)
    if not form.is_bound:
        return _page(request, booking, form)
    if not form.is_valid():
        return _page(request, booking, form, status=422)
    slot = Slot(booking.service_id, session_id=form.cleaned_data["session"])
    revision = form.cleaned_data["revision"]
    try:
        reschedule_booking(booking, slot=slot, by=actor_of(request, booking), now=now, revision=revision)
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
        "what_happens": what_happens(booking, business),
        "asks": booking.terms.needs_approval,
        "notice": notice,
    }
    return render(request, TEMPLATE, context, status=status)


def _closed(request: HttpRequest, booking: Booking, why: str) -> HttpResponse:
    if request.method != "POST":
        return SeeOther(links.path(booking))
    return page_response(request, booking, status=409, notice=why)
