"""The customers' addresses: the list, a service, one's own booking."""

from django.urls import path

from bookings.views import assets, board, hold, service

app_name = "bookings"

urlpatterns = [
    path("", board.show, name="board"),
    path("services/<slug:slug>/", service.show, name="service"),
    path("services/<slug:slug>/hold/", hold.place, name="hold"),
    path("site.css", assets.site_css, name="site_css"),
    path("theme.css", assets.theme_css, name="theme_css"),
]
