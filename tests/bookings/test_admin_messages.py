"""The log: everything can be read, a message can go once more."""

import pytest
from django.urls import reverse

from bookings.models import Message, MessageState
from tests.factories import MessageFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_a_message_goes_once_more_as_a_new_row(client):
    client.force_login(OwnerFactory())
    sent = MessageFactory(state="sent", booking__confirmed=True)
    response = client.post(reverse("admin:bookings_message_resend", args=[sent.pk]))

    again = Message.objects.get(resend_of=sent)
    assert response.url == reverse("admin:bookings_message_change", args=[again.pk])
    assert (again.kind, again.recipient, again.state) == (sent.kind, sent.recipient, "planned")


@pytest.mark.parametrize("state", ["delivered", "failed", "uncertain"])
def test_however_it_fared_it_can_go_once_more(client, state):
    client.force_login(OwnerFactory())
    before = MessageFactory(state=state, provider_id="SM1", booking__confirmed=True)
    client.post(reverse("admin:bookings_message_resend", args=[before.pk]))

    again = Message.objects.get(resend_of=before)
    assert (again.state, again.provider_id, again.delivered_at) == ("planned", "", None)


@pytest.mark.parametrize("state", MessageState)
def test_the_log_can_be_asked_for_each_state(client, state):
    client.force_login(OwnerFactory())
    wanted = MessageFactory(state=state)
    MessageFactory(state="planned" if state != "planned" else "sent")
    page = client.get(reverse("admin:bookings_message_changelist"), {"state__exact": state})
    assert list(page.context["cl"].queryset) == [wanted]
    assert client.get(reverse("admin:bookings_message_change", args=[wanted.pk])).status_code == 200


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
