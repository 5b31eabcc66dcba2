"""A day of appointments, of everybody or of one person: who came."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.contrib import admin
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from bookings.admin.attendance_rows import SheetRow, expected, sheet_rows
from bookings.admin.attendance_sheet import Outcome, context_of, note, seeing
from bookings.models import Booking, Occupancy
from services.models import Business, Resource, ResourceKind, ServiceKind


def attendance_day_view(request: HttpRequest) -> HttpResponse:
    """?day=2026-03-30&person=7; today and everybody where nothing, or nonsense, is asked for."""
    actor = seeing(request)
    business = Business.objects.current()
    people = list(Resource.objects.filter(kind=ResourceKind.STAFF, active=True).order_by("name", "pk"))
    day = _day(request.GET.get("day", ""), business)
    person = next((each for each in people if str(each.pk) == request.GET.get("person")), None)
    outcome = Outcome()
    if request.method == "POST":
        outcome = note(request, _rows(day, person, business), actor)
    if outcome.status == 302:
        return HttpResponseRedirect(request.get_full_path())
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _("Who came: appointments"),
        "day": day,
        "before": day - timedelta(days=1),
        "after": day + timedelta(days=1),
        "zone": business.zone,
        "people": people,
        "person": person,
        "opts": Booking._meta,
    }
    context |= context_of(_rows(day, person, business), outcome, actor)
    return TemplateResponse(request, "admin/bookings/attendance/day.html", context, status=outcome.status)


def _day(asked: str, business: Business) -> date:
    """One that has a day before it and one after."""
    today = timezone.now().astimezone(business.zone).date()
    try:
        found = parse_date(asked)
    except ValueError:
        found = None
    return found if found and 1970 <= found.year < 3000 else today


def _rows(day: date, person: Resource | None, business: Business) -> list[SheetRow]:
    """Requests included, in the order of time; the day is the business's."""
    begins, ends = (datetime.combine(each, time(0), business.zone) for each in (day, day + timedelta(days=1)))
    visits = Booking.objects.filter(kind=ServiceKind.APPOINTMENT, starts_at__gte=begins, starts_at__lt=ends)
    if person is not None:
        busy = Occupancy.objects.filter(session=OuterRef("session"), resource=person)
        visits = visits.filter(Q(resource=person) | Exists(busy))
    return sheet_rows(expected(visits).order_by("starts_at", "pk"), timezone.now())
