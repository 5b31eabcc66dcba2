"""What every page shows: the business, and where its style sheets are."""

from typing import Any

from django.http import HttpRequest

from bookings.views.assets import theme_version, version
from services.models import Business


def business(request: HttpRequest) -> dict[str, Any]:
    """The row is read once per request: views that need it keep it on the request."""
    row = current_business(request)
    assets = {"css_version": version(), "theme_version": theme_version(row.brand_color)}
    return {"business": row, "assets": assets}


def current_business(request: HttpRequest) -> Business:
    """The owner's settings, one query per request."""
    found: Business | None = getattr(request, "daybook_business", None)
    if found is None:
        found = Business.objects.current()
        request.daybook_business = found  # type: ignore[attr-defined]
    return found
