"""Numbers without texts. Only their own answer changes that: STOP, and START to get texts again."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from bookings.admin.readonly import ShownOnly
from bookings.admin.wording import when, with_business
from bookings.models import OptOut


@admin.register(OptOut)
class OptOutAdmin(ShownOnly, admin.ModelAdmin):
    list_display = ["phone", "since", "again"]
    search_fields = ["phone"]
    show_full_result_count = False
    fields = ["phone", "since", "again"]
    change_list_template = "admin/bookings/optout/change_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[OptOut]:
        return with_business(super().get_queryset(request))

    @admin.display(description=_("no texts since"), ordering="stopped_at")
    def since(self, row: Any) -> str:
        return when(row.stopped_at, row.business_zone)

    @admin.display(description=_("texts again since"))
    def again(self, row: Any) -> str:
        return when(row.resumed_at, row.business_zone)
