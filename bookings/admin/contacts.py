from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.admin.wording import when, with_business
from bookings.models import Contact


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    """A change here reaches later bookings only: each booking keeps its own copy."""

    list_display = ["__str__", "email", "phone", "since"]
    search_fields = ["first_name", "last_name", "email", "phone"]
    show_full_result_count = False
    fields = ["first_name", "last_name", "email", "phone", "time_zone", "language"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Contact]:
        return with_business(super().get_queryset(request))

    @admin.display(description=_("since"), ordering="created_at")
    def since(self, contact: Any) -> str:
        return when(contact.created_at, contact.business_zone)

    def save_model(self, request: HttpRequest, obj: Contact, form: object, change: bool) -> None:
        if not change:
            obj.created_at = timezone.now()
        obj.email = obj.email.lower()  # as every booking looks for it
        super().save_model(request, obj, form, change)
