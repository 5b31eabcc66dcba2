"""The customers' addresses: the list, a service, one's own booking."""

from django.urls import path

from bookings.views import assets

app_name = "bookings"

urlpatterns = [
    path("site.css", assets.site_css, name="site_css"),
    path("theme.css", assets.theme_css, name="theme_css"),
]
