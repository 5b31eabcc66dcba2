"""An owner deletes extra fields while another gives them to a booking: no booking carries what is not declared."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bookings.errors import InvalidRequest
from bookings.lifecycle import update_extended_fields
from bookings.models import Booking, FieldNamespace
from tests.bookings.sessions.making import owner
from tests.factories import BookingFactory, BusinessFactory, FieldNamespaceFactory, OwnerFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 12


def test_it_is_deleted_while_a_booking_takes_it():
    BusinessFactory()
    by, desk = owner(), Client()
    desk.force_login(OwnerFactory())
    for _ in range(ROUNDS):
        crm, booking = FieldNamespaceFactory(name="crm"), BookingFactory()
        page = reverse("admin:bookings_fieldnamespace_delete", args=[crm.pk])
        taken, _answer = together(
            [
                lambda b=booking: update_extended_fields(b, "crm", {"card": "A1"}, by=by, now=timezone.now()),
                lambda url=page: desk.post(url, {"post": "yes"}),
            ]
        )
        booking.refresh_from_db()
        declared = FieldNamespace.objects.filter(name="crm").exists()
        assert (type(taken), booking.extended_fields) == (
            (Booking, {"crm": {"card": "A1"}}) if declared else (InvalidRequest, {})
        )
        booking.delete()
        FieldNamespace.objects.all().delete()
