"""Another phone number on the booking's page: checked as the checkout checks it (journeys.md S16)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.messages import plan_reminder
from bookings.models import Message
from tests.factories import BookingFactory, hour, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
MOBILE, LANDLINE = "612 34 56 78", "910 12 34 56"


@pytest.fixture
def booking():
    """Without a reminder by text."""
    return BookingFactory(confirmed=True)


@pytest.fixture
def texted():
    """With one that is planned."""
    start = hour("10:00", next_monday() + timedelta(days=7))
    booking = BookingFactory(confirmed=True, send_sms_reminder=True, phone="+34612345670", starts_at=start)
    plan_reminder(booking, now=timezone.now())
    return booking


def change(client, booking, **changes):
    told = {"first_name": "Ada", "last_name": "Example", "email": booking.email, "revision": booking.revision}
    response = client.post(reverse("bookings:contact", args=[links.token(booking)]), told | changes)
    booking.refresh_from_db()
    return response


def errors(response) -> list[str]:
    return [text.replace("\u00a0", " ") for text in response.context["form"].errors["phone"]]


def test_what_is_no_number_is_refused_at_its_field(client, booking):
    response = change(client, booking, phone="612 345 67")
    assert (response.status_code, booking.revision, str(booking.phone)) == (422, 1, "+12025550123")
    assert errors(response)[0].startswith("Too short: this number has 8 digits.")
    assert response.content.decode().count('id="id_phone_error"') == 1


@pytest.mark.parametrize("how", [{"unusable": "ask my wife"}, {"without_text": "1"}])
def test_sent_again_as_it_is_it_is_kept_as_typed(client, booking, how):
    page = change(client, booking, phone="ask my wife").content.decode()
    assert page.count('name="unusable" value="ask my wife"') == page.count("Keep it as I wrote it") == 1
    assert change(client, booking, phone="ask my wife", **how).status_code == 303
    assert (str(booking.phone), booking.phone_as_typed) == ("", "ask my wife")


def test_what_was_kept_as_typed_before_is_no_new_mistake(client):
    booking = BookingFactory(confirmed=True, phone="", phone_as_typed="ask my wife")
    assert change(client, booking, phone="ask my wife", last_name="Lovelace").status_code == 303
    assert (booking.last_name, booking.phone_as_typed) == ("Lovelace", "ask my wife")


def test_a_reminder_by_text_needs_a_mobile(client, texted):
    response = change(client, texted, phone=LANDLINE)
    assert (response.status_code, errors(response)) == (
        422,
        ["This is a landline, which gets no texts. Give a mobile number."],
    )


def test_a_reminder_by_text_needs_a_number(client, texted):
    response = change(client, texted, phone="")
    assert errors(response) == ["Write the number for the text reminder, or go on without it."]
    assert response.content.decode().count("Continue without text reminder") == 1


@pytest.mark.parametrize(("phone", "kept"), [(LANDLINE, "+34910123456"), ("", "")])
def test_it_can_be_given_up_for_an_email(client, texted, phone, kept):
    assert change(client, texted, phone=phone, without_text="1").status_code == 303
    assert (str(texted.phone), texted.send_sms_reminder) == (kept, False)
    assert list(Message.objects.filter(state="planned").values_list("channel", flat=True)) == ["email"]


def test_a_number_that_was_mended_keeps_the_text_whichever_button_enter_presses(client, texted):
    assert change(client, texted, phone=MOBILE, without_text="1").status_code == 303
    assert (str(texted.phone), texted.send_sms_reminder) == ("+34612345678", True)


def test_without_a_reminder_a_landline_or_nothing_will_do(client, booking):
    assert change(client, booking, phone=LANDLINE).status_code == 303
    assert str(booking.phone) == "+34910123456"
    assert change(client, booking, phone="").status_code == 303
    assert str(booking.phone) == ""


def test_once_the_text_can_no_longer_come_a_number_is_not_asked_for(client):
    soon = timezone.now().replace(second=0, microsecond=0) + timedelta(hours=3)
    late = BookingFactory(confirmed=True, send_sms_reminder=True, phone="+34612345670", starts_at=soon)
    assert change(client, late, phone="").status_code == 303


def test_after_two_changes_the_page_shows_the_one_reminder_that_is_planned(client, texted):
    for phone in (MOBILE, "612 34 56 79"):
        assert change(client, texted, phone=phone).status_code == 303
    page = client.get(links.path(texted)).content.decode()
    assert (page.count("<b>Reminder</b>"), page.count("Text to +34612345679, planned.")) == (1, 1)
    assert list(Message.objects.order_by("pk").values_list("state", flat=True)) == ["dropped", "dropped", "planned"]
