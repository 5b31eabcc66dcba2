"""The customers' way from a picked time to a standing booking, and the providers' way to us."""

from django.urls import path

from checkout.views import balance, coupon, details, done, hold, pay, receipt, resume, several, waitlist, webhook

app_name = "checkout"

urlpatterns = [
    path("pay/<uuid:token>/", pay.pay, name="pay"),
    path("pay/<uuid:token>/coupon/", coupon.coupon, name="coupon"),
    path("done/<uuid:token>/", done.done, name="done"),
    path("done/<uuid:token>/status/", done.done_status, name="done_status"),
    path("booked/<uuid:token>/", several.several, name="several"),
    path("balance/<str:token>/", balance.balance, name="balance"),
    path("balance/<str:token>/done/", balance.balance_done, name="balance_done"),
    path("balance/<str:token>/status/", balance.balance_status, name="balance_status"),
    path("receipt/<str:token>/", receipt.receipt, name="receipt"),
    path("resume/<str:token>/", resume.resume, name="resume"),
    path("waitlist/<int:session_id>/", waitlist.join, name="join"),
    path("waitlist/<str:token>/take/", waitlist.take, name="take"),
    path("waitlist/<str:token>/pass/", waitlist.pass_on, name="pass_on"),
    path("waitlist/<str:token>/leave/", waitlist.leave, name="leave"),
    path("webhooks/<slug:name>/", webhook.webhook, name="webhook"),
    path("<str:pick>/", details.details, name="details"),
    path("<str:pick>/extend/", hold.extend, name="extend"),
    path("<str:pick>/release/", hold.release, name="release"),
]
