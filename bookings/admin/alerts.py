"""What the owner must look at, with the bookings concerned and how it is solved."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bookings.admin import solving
from bookings.admin.filters import SolvedFilter
from bookings.admin.meeting import doubled_with
from bookings.admin.readonly import ShownOnly
from bookings.admin.wording import mark, when, with_business
from bookings.models import Alert, AlertKind, Booking


class AlertList(ChangeList):
    """Each row knows the bookings that it is about: `concerned`."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        doubled = [alert.booking for alert in self.result_list if _is_doubled(alert)]
        met = doubled_with(doubled) if doubled else {}
        for alert in self.result_list:
            alert.concerned = [alert.booking, *met.get(alert.booking_id, [])] if alert.booking else []


@admin.register(Alert)
class AlertAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["text", "what", "since", "about", "state"]
    list_display_links = ["text"]
    list_filter = [SolvedFilter, "kind"]
    list_select_related = ["booking"]
    show_full_result_count = False
    fields = ["text", "what", "since", "about", "how", "state", "solved_by"]
    actions = ["mark_solved"]
    change_form_template = "admin/bookings/alert/change_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        return with_business(super().get_queryset(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return AlertList

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        alert = kwargs.get("obj")
        context["may_solve"] = alert is not None and alert.solved_at is None and self.has_solve_permission(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def has_solve_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.change_alert")

    @admin.action(description=_("Mark as solved"), permissions=["solve"])
    def mark_solved(self, request: HttpRequest, alerts: QuerySet[Alert]) -> None:
        count = Alert.objects.filter(pk__in=alerts.values("pk"), solved_at__isnull=True).update(
            solved_at=timezone.now(), solved_by=request.user
        )
        text = ngettext("%(count)s alert is solved.", "%(count)s alerts are solved.", count) % {"count": count}
        self.message_user(request, text, messages.SUCCESS)

    @admin.display(description=_("what"), ordering="kind")
    def what(self, alert: Alert) -> str:
        if solving.over_its_places(alert):
            return mark("two", gettext("more people than places"))
        return mark("two" if alert.kind == "double_booked" else "warn", alert.get_kind_display())

    @admin.display(description=_("since"), ordering="created_at")
    def since(self, alert: Alert) -> str:
        return when(alert.created_at, alert.business_zone)  # type: ignore[attr-defined]

    @admin.display(description=_("bookings"))
    def about(self, alert: Alert) -> str:
        rows = [
            (reverse("admin:bookings_booking_change", args=[each.pk]), each, each.name) for each in _concerned(alert)
        ]
        listed = format_html_join("", '<div><a href="{}">{}</a>, {}</div>', rows)
        if not solving.over_its_places(alert) or alert.booking is None or alert.booking.session_id is None:
            return listed
        address = reverse("admin:bookings_session_change", args=[alert.booking.session_id])
        return format_html('{}<div><a href="{}">{}</a></div>', listed, address, gettext("All who come to this class"))

    @admin.display(description=_("how it is solved"))
    def how(self, alert: Alert) -> str:
        return str(solving.how(alert))

    @admin.display(description=_("state"))
    def state(self, alert: Alert) -> str:
        if alert.solved_at is None:
            return mark("ask", gettext("open"))
        return mark("done", gettext("solved %(when)s") % {"when": when(alert.solved_at, alert.business_zone)})  # type: ignore[attr-defined]


def _is_doubled(alert: Alert) -> bool:
    return alert.kind == AlertKind.DOUBLE_BOOKED and alert.booking is not None


def _concerned(alert: Any) -> list[Booking]:
    """A row of the list knows them; of one alert they are looked up."""
    if not hasattr(alert, "concerned"):
        met = doubled_with([alert.booking])[alert.booking_id] if _is_doubled(alert) else []
        alert.concerned = [alert.booking, *met] if alert.booking else []
    return alert.concerned
