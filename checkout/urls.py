"""The customers' way from a picked time to a standing booking, and the providers' way to us."""

from django.urls import path

from checkout.views import details, done, hold, pay, resume, several, webhook

app_name = "checkout"

urlpatterns = [
    path("pay/<uuid:token>/", pay.pay, name="pay"),
    path("done/<uuid:token>/", done.done, name="done"),
    path("done/<uuid:token>/status/", done.done_status, name="done_status"),
    path("booked/<uuid:token>/", several.several, name="several"),
    path("resume/<str:token>/", resume.resume, name="resume"),
    path("webhooks/<slug:name>/", webhook.webhook, name="webhook"),
    path("<str:pick>/", details.details, name="details"),
    path("<str:pick>/extend/", hold.extend, name="extend"),
    path("<str:pick>/release/", hold.release, name="release"),
]
