"""What every page shows: the business, and where its style sheets are."""

from functools import lru_cache
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from bookings.views.assets import theme_version, version
from services.models import Business


def business(request: HttpRequest) -> dict[str, Any]:
    """The row is read once per request: views that need it keep it on the request."""
    row = current_business(request)
    frame = {
        "assets": _made("assets", get_language() or "en", version(), theme_version(row.brand_color)),
        "trouble": _made("trouble", get_language() or "en"),
    }
    return {"business": row, "frame": frame}


@lru_cache(maxsize=64)
def _made(component: str, language: str, css_version: str = "", theme_version: str = "") -> SafeString:
    """A part of the frame that is the same for everybody; `language` is the active one."""
    versions = {"css_version": css_version, "theme_version": theme_version}
    return render_to_string(f"components/{component}.html", versions)


def current_business(request: HttpRequest) -> Business:
    """The owner's settings, one query per request."""
    found: Business | None = getattr(request, "daybook_business", None)
    if found is None:
        found = Business.objects.current()
        request.daybook_business = found  # type: ignore[attr-defined]
    return found
