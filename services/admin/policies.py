"""Booking rules; a booking that stands keeps the copy that it was made with."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from services.models import LateCancel, Policy
from services.terms import Terms


@admin.register(Policy)
class PolicyAdmin(admin.ModelAdmin):
    list_display = ["name", "needs_approval", "customer_may_cancel", "max_participants", "used_by"]
    fieldsets = [
        (
            None,
            {
                "fields": ["name", "text"],
                "description": _("A change holds for bookings made from now on; those that stand keep their rules."),
            },
        ),
        (
            _("When people can book"),
            {
                "fields": ["earliest_minutes", "latest_minutes", "book_after_start", "max_participants"],
                "description": _("In minutes before the start: 60 is an hour, 1440 a day, 10080 a week."),
            },
        ),
        (
            _("Approval"),
            {
                "fields": ["needs_approval", "requests_affect_availability"],
                "description": _("With approval, a booking is a request until you confirm it."),
            },
        ),
        (
            _("Canceling"),
            {
                "fields": ["customer_may_cancel", "cancel_cutoff_minutes", "late_cancel"],
                "description": _("Before the cutoff everything paid goes back; after it, what you say here holds."),
            },
        ),
        (
            _("Rescheduling"),
            {
                "fields": ["customer_may_reschedule", "reschedule_cutoff_minutes"],
                "description": _(
                    "To another free time, or another date of the same class. Who moves after the cutoff for "
                    "canceling does not get it back: canceling stays late."
                ),
            },
        ),
        (
            _("Waitlist"),
            {
                "fields": ["waitlist", "waitlist_capacity", "waitlist_offer_minutes"],
                "description": _("For classes: places that come free are offered in turn."),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Policy]:
        return super().get_queryset(request).annotate(services_count=Count("services"))

    def save_model(self, request: HttpRequest, obj: Policy, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if moves_when_canceling_costs(obj.terms()):
            messages.warning(
                request,
                _(
                    "With these rules customers can still move a booking when canceling it costs money already. Who "
                    "does so pays the same for canceling afterwards."
                ),
            )

    @admin.display(description=_("services"), ordering="services_count")
    def used_by(self, policy: Policy) -> int:
        return policy.services_count  # type: ignore[attr-defined]


def moves_when_canceling_costs(terms: Terms) -> bool:
    """Whether the cutoff for moving is nearer to the start than that for canceling, after which something is kept."""
    if not (terms.customer_may_cancel and terms.customer_may_reschedule) or terms.late_cancel == LateCancel.REFUSED:
        return False
    return (terms.reschedule_cutoff_minutes or 0) < (terms.cancel_cutoff_minutes or 0)
