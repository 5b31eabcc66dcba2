"""The site, and beside it the page that it is compared with."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

PAGE = "<!doctype html><html lang=en><title>Bare</title><h1>A constant page</h1><p>Nothing is asked and nothing read."


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("bare/", bare), path("", include("config.urls"))]
