"""Pages for requests that were refused before they reached a view."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its cookie: too old, or cookies are off (journeys.md S21)."""
    sentence = _("This form needs cookies, or it was open for too long. Go back, reload the page and send it again.")
    return render(request, "403.html", {"sentence": sentence}, status=403)
