"""The owner's side: Django admin whose first page is the day's work.

The business's zone is never made the active one here: what is shown is written in it by name
(bookings.admin.wording.when), and the verbs below the pages go on working in UTC.
"""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from checkout.owing import owed_in_all
from config.today import look_at
from services.models import Business


class OwnerSite(AdminSite):
    index_title = _("Today")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        may_see = request.user.has_perm("bookings.view_booking")
        if not may_see:
            return super().index(request, extra_context)
        business = Business.objects.current()
        today: dict[str, Any] = {"today": look_at(timezone.now(), business.zone)}
        if request.user.has_perm("checkout.view_order"):
            today["owed"] = owed_in_all(business.currency)
        return super().index(request, (extra_context or {}) | today)
