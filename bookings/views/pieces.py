"""Whole page, or the piece that htmx swaps."""

from django.http import HttpRequest, HttpResponse
from django_htmx.middleware import HtmxDetails


def asked_by_htmx(request: HttpRequest) -> HtmxDetails | None:
    """What htmx tells of its request; None where the whole page is wanted, as on the way back in history."""
    htmx: HtmxDetails = request.htmx  # type: ignore[attr-defined]
    return htmx if htmx and not htmx.history_restore_request else None


def private(response: HttpResponse) -> HttpResponse:
    """What is free depends on the visitor's own holds, and on the moment."""
    response["Cache-Control"] = "no-store"
    return response
