"""What every page shows: the business, and where its style sheets are."""

from typing import Any

from django.http import HttpRequest

from services.models import Business


def business(request: HttpRequest) -> dict[str, Any]:
    return {"business": Business.objects.current()}
