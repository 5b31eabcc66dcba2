"""What the owner must look at."""

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.filters import SolvedFilter
from bookings.admin.readonly import ShownOnly
from bookings.admin.wording import mark, when, with_business
from bookings.models import Alert


@admin.register(Alert)
class AlertAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["text", "what", "since", "about", "state"]
    list_display_links = ["text"]
    list_filter = [SolvedFilter, "kind"]
    list_select_related = ["booking"]
    show_full_result_count = False
    fields = ["text", "what", "since", "about", "state", "solved_by"]
    actions = ["mark_solved"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Alert]:
        return with_business(super().get_queryset(request))

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
        return mark("two" if alert.kind == "double_booked" else "warn", alert.get_kind_display())

    @admin.display(description=_("since"), ordering="created_at")
    def since(self, alert: Alert) -> str:
        return when(alert.created_at, alert.business_zone)  # type: ignore[attr-defined]

    @admin.display(description=_("booking"))
    def about(self, alert: Alert) -> str:
        if alert.booking is None:
            return ""
        address = reverse("admin:bookings_booking_change", args=[alert.booking.pk])
        return format_html('<a href="{}">{}</a>', address, alert.booking)

    @admin.display(description=_("state"))
    def state(self, alert: Alert) -> str:
        if alert.solved_at is None:
            return mark("ask", gettext("open"))
        return mark("done", gettext("solved %(when)s") % {"when": when(alert.solved_at, alert.business_zone)})  # type: ignore[attr-defined]
