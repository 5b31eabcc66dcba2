"""Every text that a row can hold is either blanked with its person or known to say nothing about one."""

from django.apps import apps
from django.contrib.postgres.fields import ArrayField
from django.db import models

from bookings.erasing import BOOKING, CONTACT, MESSAGE, VISITED

TEXT = (models.CharField, models.TextField, models.JSONField, ArrayField, models.GenericIPAddressField)
ERASED = {
    "bookings.Booking": {*BOOKING, *VISITED},
    "bookings.Contact": {*CONTACT, "email"},
    "bookings.Message": {*MESSAGE, "recipient"},
    "checkout.Payment": {"provider_url"},
}
# Deleted with their person, or by themselves within a day.
DELETED = {"bookings.SignInLink", "bookings.CalendarFeed", "bookings.Hold"}
# Facts of the booking, not of who booked; words of ours, of the owner, or of a provider about money.
KEPT = {
    "bookings.Alert": {"kind", "text"},  # names bookings by their code
    "bookings.Attendance": {"status"},
    "bookings.Booking": {
        *("code", "kind", "status", "title", "time_zone", "resource_name", "chosen_resources", "location_type"),
        *("language", "payment_status", "selected_payment_option", "price_text", "policy", "flow_control"),
        *("created_by", "source_platform", "source_actor"),
    },
    "bookings.BookingChoice": {"name"},
    "bookings.BookingEvent": {"kind", "before", "after", "reason", "by"},  # changed facts only (domain.md section 11)
    "bookings.Contact": {"language"},
    "bookings.FieldNamespace": {"name", "schema"},
    "bookings.Heartbeat": {"name"},
    "bookings.Message": {"kind", "channel", "language", "state"},
    "bookings.MessageWords": {"kind", "channel", "subject", "opening", "text"},
    "bookings.Occupancy": {"mark"},
    "bookings.Offer": {"state"},
    "bookings.OptOut": {"phone"},  # who wants no texts goes on getting none
    "bookings.Session": {"kind", "title", "calling_off"},  # the owner's words to everybody in a class
    "checkout.Checkout": {"option", "currency"},
    "checkout.CheckoutLine": {"terms"},
    "checkout.Coupon": {"code", "note"},
    "checkout.Membership": {"name", "kind", "cycle"},
    "checkout.Order": {"currency", "coupon_code", "seller_name", "seller_number", "seller_address"},
    "checkout.OrderLine": {"title"},
    "checkout.Payment": {
        *("idempotency_key", "gateway", "provider_id", "money_id", "purpose", "currency", "state", "failure"),
    },
    "checkout.Plan": {"name", "slug", "summary", "kind", "cycle"},
    "checkout.Refund": {"reason", "state", "idempotency_key", "provider_id", "failure"},
    "checkout.Retained": {"reason"},
    "checkout.WebhookEvent": {"gateway", "event_id", "kind"},
}
# The sandbox plays the provider, whose books are its own; services are the owner's words.
ELSEWHERE = {"checkout.SandboxPayment", "checkout.SandboxEvent"}


def texts_of(model):
    return {field.name for field in model._meta.concrete_fields if isinstance(field, TEXT)}


def test_every_text_is_erased_or_known_to_be_harmless():
    unknown = {}
    for app in ("bookings", "checkout"):
        for model in apps.get_app_config(app).get_models():
            label = model._meta.label
            if label in DELETED | ELSEWHERE:
                continue
            left = texts_of(model) - ERASED.get(label, set()) - KEPT.get(label, set())
            if left:
                unknown[label] = left
    assert unknown == {}


def test_nothing_is_named_that_is_not_there():
    named = {(label, name) for tables in (ERASED, KEPT) for label, names in tables.items() for name in names}
    columns = {
        (model._meta.label, field.name)
        for app in ("bookings", "checkout")
        for model in apps.get_app_config(app).get_models()
        for field in model._meta.concrete_fields
    }
    assert named - columns == set()
