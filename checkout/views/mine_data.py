"""A member's data: to take along, or to erase."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from bookings import feeds, links
from bookings.actors import Actor
from bookings.calendars.members import contact_calendar
from bookings.context import current_business
from bookings.erasing import erase_contact, standing
from bookings.errors import BookingError, BookingsStand, TryAgain
from bookings.limits import limited
from bookings.member_forms import EraseForm
from bookings.members import is_own, own_bookings, sign_out
from bookings.models import Booking, Contact
from bookings.picker.asked import number_of
from bookings.views.personal import SeeOther, members_only
from checkout.exporting import export
from checkout.mine_plans import plans_of
from services.wording import moment


@require_safe
@limited("export", per_minute=10)
@members_only
def everything(request: HttpRequest, member: Contact) -> HttpResponse:
    return attached(member, export(member, own_bookings(member)))


def attached(contact: Contact, data: dict[str, Any]) -> HttpResponse:
    """A file to keep, for people to read too."""
    response = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    response["Content-Disposition"] = content_disposition_header(True, f"daybook-{contact.pk}.json") or ""
    return response


@require_safe
@limited("export", per_minute=10)
@members_only
def calendar_file(request: HttpRequest, member: Contact) -> HttpResponse:
    response = HttpResponse(contact_calendar(member, timezone.now()), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = content_disposition_header(True, "bookings.ics") or ""
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@limited("calendar_address", per_minute=20)
@members_only
def calendar(request: HttpRequest, member: Contact) -> HttpResponse:
    """The address that a calendar program subscribes to: the first one, or another in its place."""
    if request.method == "POST":
        now, seen = timezone.now(), number_of(request.POST.get("seen", ""))
        feed = feeds.open_feed(contact=member, now=now)
        if seen is not None:
            feeds.new_address(feed, seen=seen, now=now)
    return SeeOther(reverse("mine:details") + "#calendar")


@require_http_methods(["GET", "HEAD", "POST"])
@limited("erase", per_minute=10)
@members_only
def erase(request: HttpRequest, member: Contact) -> HttpResponse:
    """Says what goes and what stays before; with a booking that stands, which one is in the way (journeys.md S37)."""
    now = timezone.now()
    form = EraseForm(request.POST if request.method == "POST" else None, contact=member)
    if not form.is_bound:
        return _page(request, member, form, standing(member, now))
    if not form.is_valid():
        return _page(request, member, form, standing(member, now), status=422)
    try:
        erase_contact(member, by=Actor.member(), now=now)
    except BookingsStand as error:
        return _page(request, member, form, error.bookings, status=409)
    except BookingError as error:
        form.add_error(None, str(error))
        return _page(request, member, form, [], status=503 if isinstance(error, TryAgain) else 409)
    sign_out(request)
    return render(request, "checkout/mine_erased.html")


def _page(
    request: HttpRequest, member: Contact, form: EraseForm, left: list[Booking], *, status: int = 200
) -> HttpResponse:
    business = current_business(request)
    context = {
        "form": form,
        "member": member,
        "plans": [plan for plan in plans_of(member, business, timezone.now()) if plan.live],
        "standing": [_line(booking) for booking in left if is_own(member, booking)],
        "refused": str(BookingsStand(left)) if left else "",
        "here": "details",
        "phone": business.phone,
    }
    return render(request, "checkout/mine_erase.html", context, status=status)


def _line(booking: Booking) -> tuple[str, str]:
    words = {"title": booking.title, "moment": moment(booking.starts_at, booking.zone)}
    return links.path(booking), _("%(title)s, %(moment)s") % words
