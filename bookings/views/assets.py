"""The two style sheets of the customers' pages.

There is no build step. The sources stay one file per component; a page asks for one sheet, joined here in a fixed
order, and for one line with the owner's colour (a strict CSP forbids a style attribute).
"""

import hashlib
from functools import cache, lru_cache
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from services.models import Business

SOURCES = Path(settings.BASE_DIR) / "static" / "css"
FRAME = ("tokens", "reset", "base", "layout")
PARTS = (
    *("steps", "button", "field", "choice", "board", "month", "times", "sessions"),
    *("slip", "marks", "notice", "timeline", "ticket", "receipt"),
)
FOR_EVER = "public, max-age=31536000, immutable"
A_MINUTE = "public, max-age=60"


def joined() -> str:
    """Every source but the owner's, in the order of the cascade."""
    return "".join((SOURCES / f"{name}.css").read_text("utf-8") for name in FRAME + PARTS)


@cache
def _joined_once() -> str:
    return joined()


def _sheet() -> str:
    return joined() if settings.DEBUG else _joined_once()


def version() -> str:
    """Twelve hexadecimal digits that change with the sheet."""
    return _digits(_sheet())


@lru_cache(maxsize=1)
def _digits(sheet: str) -> str:
    return hashlib.sha256(sheet.encode()).hexdigest()[:12]


def theme_version(brand_color: str) -> str:
    """The colour's own digits: "#0c6b58" is version "0c6b58"."""
    return brand_color.removeprefix("#")


@require_safe
def site_css(request: HttpRequest) -> HttpResponse:
    return _css(_sheet(), fresh=request.GET.get("v") == version())


@require_safe
def theme_css(request: HttpRequest) -> HttpResponse:
    """`--brand`, from which static/css/tokens.css derives every other colour."""
    color = Business.objects.current().brand_color
    return _css(f":root {{ --brand: {color} }}\n", fresh=request.GET.get("v") == theme_version(color))


def _css(text: str, *, fresh: bool) -> HttpResponse:
    """Kept for ever under its own version, for a minute under any other."""
    return HttpResponse(
        text, content_type="text/css; charset=utf-8", headers={"Cache-Control": FOR_EVER if fresh else A_MINUTE}
    )
