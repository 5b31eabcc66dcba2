"""The log: everything can be read, a message can go once more."""

import pytest
from django.urls import reverse

from bookings.models import Message
from tests.factories import MessageFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_message_goes_once_more_as_a_new_row(client):
    client.force_login(OwnerFactory())
    sent = MessageFactory(state="sent")
    response = client.post(reverse("admin:bookings_message_resend", args=[sent.pk]))

    again = Message.objects.get(resend_of=sent)
    assert response.url == reverse("admin:bookings_message_change", args=[again.pk])
    assert (again.kind, again.recipient, again.state) == (sent.kind, sent.recipient, "planned")


def test_opening_the_address_sends_nothing(client):
    client.force_login(OwnerFactory())
    sent = MessageFactory(state="sent")

    assert client.get(reverse("admin:bookings_message_resend", args=[sent.pk])).status_code == 405
    assert Message.objects.count() == 1


def test_who_may_only_read_can_not_send(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_message"]))
    sent = MessageFactory(state="sent")

    assert "Send it again" not in client.get(reverse("admin:bookings_message_change", args=[sent.pk])).content.decode()
    assert client.post(reverse("admin:bookings_message_resend", args=[sent.pk])).status_code == 403
