"""Who comes to a date of a class or course, and who came: GET shows it, each POST calls a verb."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from bookings.actors import Actor, Permission
from bookings.admin.attendance_rows import SheetRow, expected, sheet_rows
from bookings.admin.attendance_sheet import Outcome, context_of, note, seeing
from bookings.admin.session_rows import people_of, rows_of, taken_of, zone_of_row
from bookings.admin.walk_in_form import WalkInForm
from bookings.errors import BookingError, UnauthorizedOperation
from bookings.models import Booking, Session, SessionKind
from bookings.sessions import set_attendance, walk_in
from bookings.sessions.attendance import NOTE, noted_from
from bookings.sessions.locking import pool_of_session

WALK_IN = "walk-in"


def attendance_view(request: HttpRequest, pk: int) -> HttpResponse:
    actor = seeing(request)
    dates = Session.objects.select_related("service__policy")
    session: Any = get_object_or_404(rows_of(dates), pk=pk)
    adds = request.method == "POST" and request.POST.get("act") == WALK_IN
    form = _form(request.POST if adds else None, session, actor)
    outcome = Outcome()
    if request.method == "POST":
        outcome = _come_in(request, session, form, actor) if adds else note(request, _rows(session), actor)
    if outcome.status == 302:
        return HttpResponseRedirect(reverse("admin:bookings_session_attendance", args=[pk]))
    zone = zone_of_row(session)
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _("Who comes: %(what)s") % {"what": session.title},
        "session": session,
        "zone": zone,
        "people": people_of(session),
        "taken": taken_of(session),
        "form": form,
        "opts": Session._meta,
    }
    context |= context_of(_rows(session), outcome, actor)
    return TemplateResponse(request, "admin/bookings/attendance/session.html", context, status=outcome.status)


@require_POST
def note_one_view(request: HttpRequest, pk: int) -> HttpResponse:
    """An appointment's came or did not come, from its booking's page; a verb's error is a message there."""
    actor = seeing(request)
    if not actor.may(NOTE):
        raise PermissionDenied
    booking = get_object_or_404(Booking.objects.select_related("session"), pk=pk)
    if booking.session is None:
        raise Http404
    try:
        set_attendance(booking, booking.session, request.POST.get("status", ""), by=actor, now=timezone.now())
    except BookingError as error:
        messages.error(request, str(error))
    return HttpResponseRedirect(reverse("admin:bookings_booking_change", args=[pk]))


def _rows(session: Session) -> list[SheetRow]:
    pool = pool_of_session(session)
    who = expected(Booking.objects.of_pool(pool.session_id, pool.schedule_id))
    return sheet_rows(who.order_by("first_name", "last_name", "pk"), timezone.now(), session)


def _form(data: Any, session: Any, actor: Actor) -> WalkInForm | None:
    """From the day of a class on, for an account that may book and confirm."""
    may = all(actor.may(permission) for permission in (Permission.BOOK, Permission.DECIDE, NOTE))
    opens = noted_from(session.starts_at, zone_of_row(session)) <= timezone.now()
    if session.kind != SessionKind.CLASS or session.called_off_at is not None or not (may and opens):
        return None
    return WalkInForm(data, service=session.service, actor=actor)


def _come_in(request: HttpRequest, session: Session, form: WalkInForm | None, actor: Actor) -> Outcome:
    """Raises PermissionDenied where nobody can be added by this account now."""
    if form is None:
        raise PermissionDenied
    if not form.is_valid():
        return Outcome(422)
    try:
        booking = walk_in(session, by=actor, now=timezone.now(), **form.arguments())
    except BookingError as error:
        form.add_error(error.field if error.field in form.fields else None, _said(error))
        return Outcome(403 if isinstance(error, UnauthorizedOperation) else 422)
    messages.success(request, _("%(who)s is booked, and has come.") % {"who": booking.name})
    return Outcome(302)


def _said(error: BookingError) -> str:
    """What of a walk-in an account without overrides may not do."""
    if not isinstance(error, UnauthorizedOperation):
        return str(error)
    return _("Booking for this date has closed, and your account may not add anybody all the same.")
