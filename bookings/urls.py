"""The customers' addresses: the list, a service, one's own booking."""

from django.urls import path

from bookings.views import (
    assets,
    board,
    contact,
    feeds,
    hold,
    manage,
    participants,
    reschedule,
    service,
    sign_in,
    twilio,
)

app_name = "bookings"

urlpatterns = [
    path("", board.show, name="board"),
    path("services/<slug:slug>/", service.show, name="service"),
    path("services/<slug:slug>/hold/", hold.place, name="hold"),
    path("booking/<str:token>/", manage.show, name="manage"),
    path("booking/<str:token>/status/", manage.status, name="manage_status"),
    path("booking/<str:token>/cancel/", manage.cancel, name="cancel"),
    path("booking/<str:token>/contact/", contact.change, name="contact"),
    path("booking/<str:token>/date/", reschedule.change, name="reschedule"),
    path("booking/<str:token>/people/", participants.change, name="participants"),
    path("booking/<str:token>/booking.ics", manage.calendar_file, name="calendar_file"),
    path("messages/twilio/status/", twilio.status, name="twilio_status"),
    path("messages/twilio/inbound/", twilio.inbound, name="twilio_inbound"),
    path("sign-in/", sign_in.ask, name="sign_in"),
    path("sign-in/sent/", sign_in.sent, name="sign_in_sent"),
    path("sign-in/<str:token>/", sign_in.enter, name="sign_in_link"),
    path("sign-out/", sign_in.leave, name="sign_out"),
    path("sign-out/everywhere/", sign_in.leave_everywhere, name="sign_out_everywhere"),
    path("calendar/<str:token>.ics", feeds.show, name="calendar_feed"),
    path("site.css", assets.site_css, name="site_css"),
    path("theme.css", assets.theme_css, name="theme_css"),
]
