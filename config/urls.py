"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

urlpatterns = [
    path("", include("bookings.urls")),
    path("checkout/", include("checkout.urls")),
    path("my/", include("checkout.urls_mine")),
    path("sandbox/", include("checkout.sandbox.urls")),
    path("admin/", admin.site.urls),
]
