"""Every address of the site."""

from django.apps import apps
from django.conf import settings
from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("bookings.urls")),
    path("checkout/", include("checkout.urls")),
    path("plans/", include("checkout.urls_plans")),
    path("my/", include("checkout.urls_mine")),
    path("sandbox/", include("checkout.sandbox.urls")),
    path("admin/", admin.site.urls),
]

# What a mail provider tells of its mail. Only with a secret that it is known by: else anybody could tell it.
if apps.is_installed("anymail") and settings.ANYMAIL.get("WEBHOOK_SECRET"):
    urlpatterns.append(path("messages/mail/", include("anymail.urls")))
