"""The one row of settings: its page is opened directly."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.widgets import AdminTimeWidget
from django.core.exceptions import PermissionDenied
from django.db.models import TimeField
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from services.admin.following import WithZone
from services.models import Business


@admin.register(Business)
class BusinessAdmin(WithZone, admin.ModelAdmin):
    formfield_overrides = {TimeField: {"widget": AdminTimeWidget(format="%H:%M")}}
    fieldsets = [
        (None, {"fields": ["name", "tagline", "brand_color"]}),
        (_("How to reach you"), {"fields": ["email", "phone", "address"]}),
        (_("Where you are"), {"fields": ["time_zone", "currency", "phone_region"]}),
        (
            _("Times for booking"),
            {"fields": ["horizon_days", "hold_minutes", "checkout_minutes", "answer_minutes"]},
        ),
        (
            _("Waitlist at night"),
            {
                "fields": ["quiet_from", "quiet_until"],
                "description": _("The same time twice: offers go out at any hour."),
            },
        ),
        (_("Texts and receipts"), {"fields": ["sms_sender", "legal_name", "tax_number"]}),
    ]

    def get_form(self, request: HttpRequest, obj: Business | None = None, change: bool = False, **kwargs: Any) -> Any:
        return super().get_form(request, obj, change, **kwargs | {"labels": {"brand_color": _("Color")}})

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Business | None = None) -> bool:
        return False

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, object] | None = None) -> HttpResponse:
        if not self.has_view_or_change_permission(request):
            raise PermissionDenied
        row = Business.objects.current()
        return HttpResponseRedirect(reverse("admin:services_business_change", args=[row.pk]))
