"""Bookings: the list, one booking's page with its history, and the way to the acts."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings import links
from bookings.actors import Actor
from bookings.admin import bulk, history, wording
from bookings.admin.acts import acts_for
from bookings.admin.attendance import note_one_view
from bookings.admin.attendance_day import attendance_day_view
from bookings.admin.booking_attendance import attendance_context
from bookings.admin.columns import BookingColumns
from bookings.admin.extended import fields_view, shown
from bookings.admin.filters import WhenFilter
from bookings.admin.meeting import doubled_with, meetings
from bookings.admin.messages import MessageInline
from bookings.admin.pages import act_view
from bookings.admin.readonly import ShownInline, ShownOnly
from bookings.models import Booking, BookingEvent


class EventInline(ShownInline):
    model = BookingEvent
    readonly_fields = ("moment", "kind", "by", "changes")
    fields = readonly_fields
    verbose_name_plural = _("history")

    def get_queryset(self, request: HttpRequest) -> QuerySet[BookingEvent]:
        return wording.with_business(super().get_queryset(request))

    @admin.display(description=_("when"))
    def moment(self, event: Any) -> str:
        return wording.when(event.at, event.business_zone)

    @admin.display(description=_("what changed"))
    def changes(self, event: BookingEvent) -> str:
        return history.changes(event)


class BookingList(ChangeList):
    """Double booked rows know whom they meet: `others`."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        flagged = {booking.pk: booking for booking in self.result_list if booking.double_booked}
        for pk, others in meetings(flagged.values()).items() if flagged else ():
            flagged[pk].others = others


@admin.register(Booking)
class BookingAdmin(BookingColumns, ShownOnly, admin.ModelAdmin):
    list_display = ["when", "who", "title", "resource_name", "state", "payment", "code"]
    list_filter = [WhenFilter, "status", "payment_status", "double_booked", "service"]
    list_per_page = 50
    search_fields = ["first_name", "last_name", "email", "phone", "code"]
    search_help_text = _("Name, email, phone or code.")
    show_full_result_count = False
    actions = [bulk.confirm_selected, bulk.decline_selected]
    inlines = [EventInline, MessageInline]
    change_form_template = "admin/bookings/booking/change_form.html"
    fieldsets = [
        (None, {"fields": ["state", "when", "title", "code", "resource_name", "where", "total_participants"]}),
        (_("Who"), {"fields": ["who", "email", "phone", "phone_as_typed", "contact", "answered"]}),
        (
            _("Money"),
            {"fields": ["payment", "selected_payment_option", "agreed", "paid", "refunded", "retained"]},
        ),
        (_("Rules"), {"fields": ["free_until", "answer_due", "flags", "created_by", "booked", "revision"]}),
    ]  # fmt: skip

    def get_queryset(self, request: HttpRequest) -> QuerySet[Booking]:
        return wording.with_business(super().get_queryset(request))

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return BookingList

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/act/<slug:act>/", view(act_view), name="bookings_booking_act"),
            path("<int:pk>/note/", view(note_one_view), name="bookings_booking_note"),
            path("<int:pk>/fields/<slug:namespace>/", view(fields_view), name="bookings_booking_fields"),
            path("attendance/", view(attendance_day_view), name="bookings_booking_attendance"),
            *super().get_urls(),
        ]

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("bookings.decide_booking")

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        booking = kwargs.get("obj")
        if booking is not None:
            context["title"] = booking.name
            # Whoever opens the customer's page can cancel there.
            address = links.path(booking) if request.user.has_perm("bookings.cancel_booking") else ""
            met = doubled_with([booking])[booking.pk]
            context |= {"acts": acts_for(booking, request.user), "page_address": address, "met": met}
            actor = Actor.owner(request.user)  # type: ignore[arg-type]
            context |= attendance_context(booking, actor, timezone.now()) | {"extra": shown(booking, actor)}
        return super().render_change_form(request, context, *args, **kwargs)
