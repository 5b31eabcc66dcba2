"""The owner's side: Django admin whose first page is the day's work."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest, HttpResponse
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.today import look_at
from services.models import Business


class OwnerSite(AdminSite):
    index_title = _("Today")

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Every page is written, and every form read, in the business's own zone."""
        inner = super().admin_view(view, cacheable)

        @wraps(inner)
        def in_the_business_zone(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            with timezone.override(Business.objects.current().zone):
                response = inner(request, *args, **kwargs)
                return response.render() if isinstance(response, SimpleTemplateResponse) else response

        return in_the_business_zone

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        may_see = request.user.has_perm("bookings.view_booking")
        today = {"today": look_at(timezone.now(), timezone.get_current_timezone())} if may_see else {}
        return super().index(request, (extra_context or {}) | today)
