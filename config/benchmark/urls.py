"""The site, and beside it the pages that it is compared with."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.http import require_POST

from bookings.models import Contact

PAGE = "<!doctype html><html lang=en><title>Bare</title><h1>A constant page</h1><p>Nothing is asked and nothing read."


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


@require_POST
def write(request: HttpRequest) -> HttpResponse:
    """A form's token is checked, one row is written in a transaction, and a redirect leads on."""
    with transaction.atomic():
        Contact.objects.create(email=request.POST["email"], created_at=timezone.now())
    return HttpResponse(status=303, headers={"Location": "/bare/"})


urlpatterns = [path("bare/", bare), path("write/", write), path("", include("config.urls"))]
