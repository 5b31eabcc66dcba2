"""The owner's side: Django admin whose first page is the day's work."""

from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.today import look_at


class OwnerSite(AdminSite):
    index_title = _("Today")

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may_see = request.user.has_perm("bookings.view_booking")  # type: ignore[union-attr]
        today = {"today": look_at(timezone.now())} if may_see else {}
        return super().index(request, (extra_context or {}) | today)
