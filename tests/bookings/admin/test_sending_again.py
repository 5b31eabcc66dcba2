"""A message goes once more, not twice, however often the button is pressed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.messages.resending import JustSent, send_again
from bookings.models import Message
from tests.factories import BookingFactory, MessageFactory, OwnerFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db
REFUSED = "It was sent again a moment ago. Wait a minute before you send it once more."


def test_a_second_press_is_told_of_the_first(client):
    client.force_login(OwnerFactory())
    address = reverse("admin:bookings_message_resend", args=[MessageFactory(state="sent", booking__confirmed=True).pk])
    first, second = (client.post(address, follow=True) for _ in range(2))
    assert [str(each) for each in second.context["messages"]] == [REFUSED]
    assert second.redirect_chain == first.redirect_chain
    assert Message.objects.filter(resend_of__isnull=False).count() == 1


def test_the_copy_is_not_sent_again_at_once_either():
    now = timezone.now()
    again = send_again(MessageFactory(state="sent", booking__confirmed=True), now=now)
    with pytest.raises(JustSent) as refused:
        send_again(again, now=now + timedelta(seconds=59))
    assert refused.value.shown == again


def test_a_minute_later_it_goes_once_more():
    now, sent = timezone.now(), MessageFactory(state="sent", booking__confirmed=True)
    send_again(sent, now=now)
    sent.resends.update(state="sent")
    send_again(sent, now=now + timedelta(minutes=1))
    assert sent.resends.count() == 2


def test_another_owners_message_is_another():
    now, booking = timezone.now(), BookingFactory(pending=True)
    for recipient in ("marta@example.com", "olena@example.com"):
        send_again(MessageFactory(booking=booking, kind="new_request", recipient=recipient, state="sent"), now=now)
    assert Message.objects.filter(resend_of__isnull=False).count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_the_same_instant_are_one():
    sent, now = MessageFactory(state="sent", booking__confirmed=True), timezone.now()
    results = together([lambda: send_again(Message.objects.get(pk=sent.pk), now=now)] * 4)
    assert sorted(type(result).__name__ for result in results) == ["JustSent", "JustSent", "JustSent", "Message"]
