"""The owner writes the words of a message, and sees them before they are saved (journeys.md O11)."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from bookings.messages.words import editable
from bookings.models import Booking, Channel, MessageKind, MessageWords
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    MessageWordsFactory,
    OwnerFactory,
    ServiceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LIST = "admin:bookings_messagewords_changelist"


@pytest.fixture(autouse=True)
def _signed_in(client):
    client.force_login(OwnerFactory())
    BusinessFactory(name="Calm")


def edit(kind="confirmed", channel="email"):
    return reverse("admin:bookings_messagewords_edit", args=[kind, channel])


def frame(client, kind="confirmed"):
    return client.get(reverse("admin:bookings_messagewords_frame", args=[kind, "email"]))


def saved():
    return list(MessageWords.objects.values_list("kind", "channel", "subject", "opening", "text"))


def test_the_list_says_which_have_own_words(client):
    MessageWordsFactory()
    rows = client.get(reverse(LIST)).context["rows"]
    assert len(rows) == 16
    assert [(row["kind"], row["channel"]) for row in rows if row["own"]] == [("reminder", "text")]


@pytest.mark.parametrize(("kind", "channel"), editable())
@pytest.mark.parametrize("booked", [False, True])
def test_every_message_has_its_page_with_and_without_a_booking(client, kind, channel, booked):
    if booked:
        BookingFactory(confirmed=True, first_name="Nobody's business")
    page = client.get(edit(kind, channel))
    assert page.status_code == 200
    assert page.context["preview"].plain != ""
    assert "Nobody's" not in page.context["preview"].plain


@pytest.mark.parametrize(("kind", "channel"), [("confirmed", "email"), ("reminder", "email"), ("reminder", "sms")])
def test_nobodys_home_and_number_are_in_a_preview(client, kind, channel):
    service = ServiceFactory(location_type="custom")
    person = {"location_text": "Rue Secrète 5", "phone": "+34612345678", "contact_time_zone": "Asia/Tokyo"}
    BookingFactory(service=service, confirmed=True, **person)
    shown = client.get(edit(kind, channel)).context["preview"]
    assert shown.plain.count("1 Example Street") == (channel == "email")
    assert [word for word in ("Secr", "612", "Tokyo", "ada") if word in shown.plain + shown.html] == []


def test_what_is_saved_is_said(client):
    response = client.post(edit(), {"subject": "{service}: yes", "opening": " All set. ", "text": "Bring\na towel."})
    assert response.status_code == 302
    assert saved() == [("confirmed", "email", "{service}: yes", "All set.", "Bring\na towel.")]


def test_saved_empty_ours_are_back(client):
    MessageWordsFactory()
    client.post(edit("reminder", "sms"), {"text": " "})
    assert saved() == []


def test_saved_twice_it_is_there_once(client):
    for text in ("One.", "Two."):
        client.post(edit(), {"text": text})
    assert [row[4] for row in saved()] == ["Two."]


def test_an_unknown_name_is_refused_at_its_field(client):
    response = client.post(edit(), {"subject": "{secret}", "opening": "", "text": "Kept."})
    assert (response.status_code, saved()) == (422, [])
    assert list(response.context["form"].errors) == ["subject"]
    assert response.context["form"]["text"].value() == "Kept."


def test_a_preview_saves_nothing_and_shows_what_is_typed(client):
    response = client.post(edit(), {"subject": "Hi", "opening": "See you, {name}.", "text": "", "preview": "1"})
    assert (response.status_code, saved(), response.context["preview"].subject) == (200, [], "Hi")
    assert "See you, Ana." in frame(client).content.decode()


def test_after_it_the_page_shows_what_is_saved(client):
    client.post(edit(), {"opening": "Tried.", "preview": "1"})
    client.get(edit())
    assert "Your booking is confirmed." in frame(client).content.decode()


def test_the_frame_can_do_nothing_but_show(client):
    response = frame(client)
    policy = dict(part.split(" ", 1) for part in response["Content-Security-Policy"].split("; ") if " " in part)
    assert policy == {"default-src": "'none'", "style-src": "'unsafe-inline'", "frame-ancestors": "'self'"}
    assert "sandbox" in response["Content-Security-Policy"].split("; ")
    assert response["X-Frame-Options"] == "SAMEORIGIN"


def test_its_page_may_show_it(client):
    assert "frame-src 'self'" in client.get(edit())["Content-Security-Policy"]


def test_a_text_says_what_it_costs(client, time_machine):
    time_machine.move_to(datetime(2026, 3, 20, 9, tzinfo=UTC))
    client.force_login(OwnerFactory())
    typed = {"text": "{day} {time} Спа", "preview": "1"}
    preview = client.post(edit("reminder", "sms"), typed).context["preview"]
    assert preview.notes == [
        "It is sent and paid for as 1 text: 51 characters, where one text has room for 70.",
        "Because of these a text has room for only 70: С п а",
    ]


def test_a_preview_changes_no_booking(client):
    booking = BookingFactory(confirmed=True)
    before = Booking.objects.values().get()
    client.post(edit(), {"opening": "x", "preview": "1"})
    assert Booking.objects.values().get() == before
    assert str(booking.link_version) not in ("0", "")


@pytest.mark.parametrize("address", ["double_booked/email/", "confirmed/sms/", "nothing/email/", "confirmed/pigeon/"])
def test_there_is_no_page_for_what_has_no_own_words(client, address):
    assert client.get(reverse(LIST) + address).status_code == 404


def test_who_may_only_look_saves_nothing(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_messagewords"]))
    assert "Save" not in client.get(edit()).content.decode()
    assert client.post(edit(), {"text": "x"}).status_code == 403
    assert saved() == []


@pytest.mark.parametrize("address", ["", "confirmed/email/", "confirmed/email/letter/"])
def test_others_see_nothing(client, address):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    assert client.get(reverse(LIST) + address).status_code == 403


def test_words_for_all_channels_are_known():
    assert {channel for _kind, channel in editable()} == set(Channel)
    assert (MessageKind.REMINDER, Channel.SMS) in editable()
