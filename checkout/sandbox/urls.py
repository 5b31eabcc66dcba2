"""The sandbox's addresses; they exist under its own host only (checkout.sandbox.access)."""

from django.urls import path

from checkout.sandbox import api, views

app_name = "sandbox"

urlpatterns = [
    path("pay/<uuid:payment_id>/", views.pay, name="pay"),
    path("api/payments", api.announce, name="announce"),
    path("api/payments/<uuid:payment_id>", api.look_up, name="look_up"),
    path("api/payments/<uuid:payment_id>/capture", api.capture, name="capture"),
    path("api/payments/<uuid:payment_id>/void", api.void, name="void"),
    path("api/payments/<uuid:payment_id>/refunds", api.refund, name="refund"),
    path("api/payments/<uuid:payment_id>/expire", api.expire, name="expire"),
]
