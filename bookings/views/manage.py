"""One booking's page, by the link that was mailed. Opening it shows; only a POST acts."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from bookings import links
from bookings.calendars import Method, ics
from bookings.context import current_business
from bookings.errors import BookingError
from bookings.lifecycle import cancel_booking
from bookings.limits import limited
from bookings.manage.page import page
from bookings.members import actor_of
from bookings.models import Booking
from bookings.picker.asked import number_of, readers_zone
from bookings.states import FINAL, Status
from bookings.views.personal import SeeOther, with_all, with_booking
from bookings.views.pieces import asked_by_htmx
from bookings.visitors import visitor_of

# The page that waits asks again after so many milliseconds, then leaves it to the email.
PACE = (300, 700, 1000, 2000, 2000, 4000, 4000, 8000, 8000, 15000, 15000)


@require_safe
@with_booking
def show(request: HttpRequest, booking: Booking) -> HttpResponse:
    return page_response(request, booking)


def page_response(request: HttpRequest, booking: Booking, *, status: int = 200, notice: str = "") -> HttpResponse:
    """The booking as it is now; `notice`: what could not be done just now."""
    booking = with_all(booking)
    context = page(
        booking,
        current_business(request),
        timezone.now(),
        reader=readers_zone(request),
        visitor=visitor_of(request),
        new=request.GET.get("new") == "1",
    )
    context |= {"notice": notice, "wait": PACE[0], "step": 1}
    return render(request, "bookings/manage.html", context, status=status)


@require_safe
@with_booking
def status(request: HttpRequest, booking: Booking) -> HttpResponse:
    """For htmx while the answer is not there yet: the same piece at a slower pace, then the page itself."""
    address = f"{links.path(booking)}?new=1"
    if not asked_by_htmx(request):
        return SeeOther(address)
    if booking.status != Status.CREATED or booking.checkout_completed_at is None:
        return HttpResponseClientRedirect(address)
    step = number_of(request.GET.get("step", "")) or 0
    wait = PACE[step] if step < len(PACE) else 0
    context = {"token": links.token(booking), "wait": wait, "step": step + 1}
    return render(request, "bookings/manage.html#waiting", context)


@require_POST
@limited("cancel", per_minute=20)
@with_booking
def cancel(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Asked for on an older state of the booking, it shows the present one and asks again (journeys.md S23)."""
    if booking.status in FINAL:
        return SeeOther(links.path(booking))
    revision = number_of(request.POST.get("revision", ""))
    if revision is None:
        return page_response(request, booking, status=422, notice=_("Look at the booking and decide again."))
    try:
        cancel_booking(booking, by=actor_of(request, booking), now=timezone.now(), revision=revision)
    except BookingError as error:
        return page_response(request, booking, status=409, notice=str(error))
    return SeeOther(links.path(booking))


@require_safe
@with_booking
def calendar_file(request: HttpRequest, booking: Booking) -> HttpResponse:
    """CANCEL for a booking that has ended, so that the entry goes from the calendar."""
    method: Method = "CANCEL" if booking.status in FINAL else "PUBLISH"
    response = HttpResponse(ics(with_all(booking), method=method), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, f"{booking.code}.ics") or ""
    return response
