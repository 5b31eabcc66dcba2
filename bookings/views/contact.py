"""Changing the name, email or phone of one booking."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookings import links
from bookings.context import current_business
from bookings.errors import BookingError
from bookings.forms import ContactForm
from bookings.lifecycle import change_contact
from bookings.limits import limited
from bookings.members import actor_of
from bookings.messages.recipients import reminder_channel
from bookings.messages.reminders import why_not
from bookings.models import Booking, Channel
from bookings.states import FINAL
from bookings.views.manage import page_response
from bookings.views.personal import SeeOther, with_booking

TEMPLATE = "bookings/contact.html"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("contact", per_minute=20)
@with_booking
def change(request: HttpRequest, booking: Booking) -> HttpResponse:
    """Afterwards the page is at its new address, if the email is another."""
    if booking.status in FINAL:
        return SeeOther(links.path(booking))
    now = timezone.now()
    form = ContactForm(
        request.POST if request.method == "POST" else None,
        booking=booking,
        region=current_business(request).phone_region,
        texts=reminder_channel(booking)[0] == Channel.SMS and not why_not(booking.starts_at, now),
    )
    if not form.is_bound:
        return _form(request, booking, form)
    if not form.is_valid():
        return _form(request, booking, form, status=422)
    revision = form.cleaned_data["revision"]
    try:
        by = actor_of(request, booking)
        booking = change_contact(booking, form.details(), by=by, now=now, revision=revision)
    except BookingError as error:
        return page_response(request, booking, status=409, notice=str(error))
    return SeeOther(links.path(booking))


def _form(request: HttpRequest, booking: Booking, form: ContactForm, status: int = 200) -> HttpResponse:
    context = {"form": form, "booking": booking, "token": links.token(booking)}
    return render(request, TEMPLATE, context, status=status)
