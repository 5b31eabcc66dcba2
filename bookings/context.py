"""What every page shows: the business, its frame, and where its style sheets are."""

from collections.abc import Hashable
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
        "assets": kept("assets", css_version=version(), theme_version=theme_version(row.brand_color)),
        "top": kept("top", name=row.name, phone=row.phone or ""),
        "foot": kept("foot", address=row.address, zone=row.time_zone),
    }
    return {"business": row, "frame": frame}


def kept(component: str, **values: Hashable) -> SafeString:
    """A component that is the same for everybody, made once for each of its values."""
    return _made(component, get_language() or "en", tuple(values.items()))


@lru_cache(maxsize=256)
def _made(component: str, language: str, values: tuple[tuple[str, Hashable], ...]) -> SafeString:
    """`language` is the active one; it is here for the cache to tell them apart."""
    return render_to_string(f"components/{component}.html", dict(values))


def current_business(request: HttpRequest) -> Business:
    """The owner's settings, one query per request."""
    found: Business | None = getattr(request, "daybook_business", None)
    if found is None:
        found = Business.objects.current()
        request.daybook_business = found  # type: ignore[attr-defined]
    return found
