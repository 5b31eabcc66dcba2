"""Every address of the site."""

from django.apps import apps
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("bookings.urls")),
    path("checkout/", include("checkout.urls")),
    path("my/", include("checkout.urls_mine")),
    path("sandbox/", include("checkout.sandbox.urls")),
    path("admin/", admin.site.urls),
]

if apps.is_installed("anymail"):  # what a mail provider tells of its mail; needs a WEBHOOK_SECRET to believe it
    urlpatterns.append(path("messages/mail/", include("anymail.urls")))
