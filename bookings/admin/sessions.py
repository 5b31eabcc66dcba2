"""The dates of classes and courses: the list, one date's page with its people, and the way to the acts."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin import session_rows
from bookings.admin.attendance import attendance_view
from bookings.admin.readonly import ShownOnly
from bookings.admin.session_acts import acts_for
from bookings.admin.session_filters import ComingFilter, KindFilter, ServiceFilter
from bookings.admin.session_pages import act_view, add_view
from bookings.admin.waitlist import waitlist_view
from bookings.admin.wording import when
from bookings.models import Session
from bookings.sessions.adding import ADD


@admin.register(Session)
class SessionAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["when", "title", "taken", "state", "waiting_", "who"]
    list_filter = [ComingFilter, KindFilter, ServiceFilter]
    list_per_page = 50
    search_fields = ["title"]
    show_full_result_count = False
    change_form_template = "admin/bookings/session/change_form.html"
    change_list_template = "admin/bookings/session/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Session]:
        return session_rows.rows_of(super().get_queryset(request))

    def get_fieldsets(self, request: HttpRequest, obj: Session | None = None) -> Any:
        decided = ["decided"] if obj is not None and obj.called_off_at else []
        fields = ["state", *decided, "when", "until", "who", "location", "made_by"]
        return [(None, {"fields": fields})]

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/act/<slug:act>/", view(act_view), name="bookings_session_act"),
            path("<int:pk>/attendance/", view(attendance_view), name="bookings_session_attendance"),
            path("<int:pk>/waitlist/", view(waitlist_view), name="bookings_session_waitlist"),
            path("add-date/", view(add_view), name="bookings_session_add_date"),
            *super().get_urls(),
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        extra = {"may_add_date": request.user.has_perm(ADD), "title": gettext("Dates of classes and courses")}
        return super().changelist_view(request, (extra_context or {}) | extra)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        session = kwargs.get("obj")
        if session is not None:
            now = timezone.now()
            context |= {
                "title": session.title,
                "subtitle": self.when(session),
                "acts": acts_for(session, request.user, now),
                "bookings": session_rows.bookings_of(session),
                "line": session_rows.line_in(session),
                "places_words": session_rows.places_words(session, now),
                "may_see": request.user.has_perm("bookings.view_booking"),
            }
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("when"), ordering="starts_at")
    def when(self, session: Any) -> str:
        return when(session.starts_at, session_rows.zone_of_row(session))

    @admin.display(description=_("until"))
    def until(self, session: Any) -> str:
        return when(session.ends_at, session_rows.zone_of_row(session))

    @admin.display(description=_("people and rooms"))
    def who(self, session: Session) -> str:
        return session_rows.people_of(session)

    @admin.display(description=_("places taken"))
    def taken(self, session: Any) -> str:
        return session_rows.taken_of(session)

    @admin.display(description=_("waiting"), ordering="waiting_count")
    def waiting_(self, session: Any) -> str:
        return str(session.waiting_count or "")

    @admin.display(description=_("state"))
    def state(self, session: Session) -> str:
        return session_rows.state_of(session, timezone.now())

    @admin.display(description=_("made by"))
    def made_by(self, session: Session) -> str:
        return session_rows.made_by(session)

    @admin.display(description=_("what was decided"))
    def decided(self, session: Session) -> str:
        return session_rows.decided(session)
