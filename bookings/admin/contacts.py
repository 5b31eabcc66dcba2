from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from bookings.models import Contact


@admin.register(Contact)
class ContactAdmin(admin.ModelAdmin):
    """A change here reaches later bookings only: each booking keeps its own copy."""

    list_display = ["__str__", "email", "phone", "created_at"]
    search_fields = ["first_name", "last_name", "email", "phone"]
    show_full_result_count = False
    fields = ["first_name", "last_name", "email", "phone", "time_zone", "language"]

    def save_model(self, request: HttpRequest, obj: Contact, form: object, change: bool) -> None:
        if not change:
            obj.created_at = timezone.now()
        super().save_model(request, obj, form, change)
