"""The details page: what it shows and what it asks again for (journeys.md S1, S15, S16)."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from bookings.models import Booking, Hold
from bookings.picks import Pick
from checkout.forms.guard import stamp
from services.models import Service
from tests.checkout.walk import details_url, pick_of, send, words
from tests.factories import PolicyFactory, QuestionFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


def test_a_page_with_errors_keeps_what_was_typed(client):
    response = send(client, pick_of(ServiceFactory()), email="hannah@", name="Hannah Whitlock")
    assert response.status_code == 422
    assert words(response).count("<title>Error:") == 1
    assert words(response).count("Add the part after @, such as gmail.com.") == 2  # the summary, the field
    assert words(response).count('value="Hannah Whitlock"') == 1
    assert Booking.objects.count() == 0


def test_a_bad_phone_is_said_once_and_then_kept_as_typed(client):
    pick = pick_of(ServiceFactory())
    first = send(client, pick, phone="612 345 67", sms="on")
    assert (first.status_code, words(first).count("Too short: this number has 8 digits.")) == (422, 2)
    send(client, pick, phone="612 345 67", sms="on", unusable="612 345 67")
    booking = Booking.objects.get()
    assert (booking.phone, booking.phone_as_typed, booking.send_sms_reminder) == ("", "612 345 67", False)


def test_a_local_number_is_read_by_the_businesss_region(client):
    send(client, pick_of(ServiceFactory()), phone="612 34 56 78", sms="on")
    booking = Booking.objects.get()
    assert (str(booking.phone), booking.send_sms_reminder) == ("+34612345678", True)
    assert booking.sms_consent_at is not None


def test_a_reminder_needs_a_number_unless_it_is_given_up(client):
    pick = pick_of(ServiceFactory())
    assert send(client, pick, sms="on").status_code == 422
    assert send(client, pick, sms="on", without_text="1").status_code == 303
    assert Booking.objects.get().send_sms_reminder is False


def test_a_landline_gets_no_texts(client):
    pick = pick_of(ServiceFactory())
    assert send(client, pick, phone="910 12 34 56", sms="on").status_code == 422
    assert send(client, pick, phone="910 12 34 56").status_code == 303


def test_less_than_a_day_ahead_no_reminder_is_offered(client):
    morning = hour("08:00")
    with time_machine.travel(morning, tick=False):
        pick = pick_of(ServiceFactory(), hour("14:00", morning.date()))
        page = words(client.get(details_url(pick)))
    assert (page.count('name="sms"'), page.count("This is less than 24 hours away")) == (0, 1)


def test_the_consent_names_the_day_and_is_not_ticked(client):
    page = words(client.get(details_url(pick_of(ServiceFactory()))))
    assert page.count("Text me a reminder on <time") == 1
    assert page.count("checked") == 0


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("Prince", "Prince", ""),
        ("  Ada   King  Lovelace ", "Ada", "King Lovelace"),
        ("عبد الرحمن الصوفي", "عبد", "الرحمن الصوفي"),
        ("🦊 Fox", "🦊", "Fox"),
        ("Ana " + "María" * 8 + " " + "de" * 38, "Ana " + "María" * 8, "de" * 38),
    ],
)
def test_names_are_split_sensibly(client, typed, first, last):
    send(client, pick_of(ServiceFactory()), name=typed)
    booking = Booking.objects.get()
    assert (booking.first_name, booking.last_name) == (first, last)


def test_the_owners_questions_are_kept_as_asked(client):
    service = ServiceFactory()
    free = QuestionFactory(service=service, label="What brings you?", required=True)
    surgery = QuestionFactory(service=service, label="Surgery?", kind="yes_no")
    where = QuestionFactory(service=service, label="Where?", kind="choice", choices="Back\nKnee")
    answers = {f"question_{free.pk}": "Stairs", f"question_{surgery.pk}": "no", f"question_{where.pk}": "Knee"}
    send(client, pick_of(service), **answers)
    assert Booking.objects.get().answers == [
        {"label": "What brings you?", "answer": "Stairs"},
        {"label": "Surgery?", "answer": "No"},
        {"label": "Where?", "answer": "Knee"},
    ]


def test_a_required_question_is_asked_again(client):
    service = ServiceFactory()
    QuestionFactory(service=service, label="What brings you?", required=True)
    assert words(send(client, pick_of(service))).count("What brings you? Write an answer here.") == 1


def test_a_visit_asks_for_the_address(client):
    service = ServiceFactory(location_type="custom")
    assert send(client, pick_of(service)).status_code == 422
    send(client, pick_of(service), address="Calle Mayor 1")
    assert Booking.objects.get().location_text == "Calle Mayor 1"


def test_an_address_is_kept_on_one_line(client):
    send(client, pick_of(ServiceFactory(location_type="custom")), address=" Calle Mayor 1\r\n\u2028Hello,\t 3 B ")
    assert Booking.objects.get().location_text == "Calle Mayor 1 Hello, 3 B"


@pytest.mark.parametrize("link", ["http://prize.example", "HTTPS://prize.example", "WWW.prize.example"])
def test_an_address_with_a_link_is_asked_again(client, link):
    response = send(client, pick_of(ServiceFactory(location_type="custom")), address=f"WIN A PRIZE {link}")
    assert response.context["form"].errors == {"address": ["Write the address alone, without a link."]}
    assert (response.status_code, Booking.objects.count()) == (422, 0)


@pytest.mark.parametrize("extra", [{"website": "x"}, {"shown": ""}, {"shown": "forged"}])
def test_what_no_person_sends_is_asked_again(client, extra):
    response = send(client, pick_of(ServiceFactory()), **extra)
    assert (response.status_code, Booking.objects.count()) == (422, 0)


def test_a_form_within_two_seconds_is_asked_again_and_then_taken(client):
    pick, shown = pick_of(ServiceFactory()), stamp(timezone.now())
    assert send(client, pick, shown=shown).status_code == 422
    with time_machine.travel(timezone.now() + timedelta(seconds=3)):
        assert send(client, pick, shown=shown).status_code == 303


@pytest.mark.parametrize("signed", ["x", "eyJzIjox:1vabc:forged", "a" * 2000])
def test_a_damaged_address_is_not_found(client, signed):
    response = client.get(reverse("checkout:details", args=[signed]))
    assert (response.status_code, words(response).count("To the list of services")) == (404, 1)


def test_a_pick_of_yesterday_is_not_found(client):
    url = details_url(pick_of(ServiceFactory()))
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1)):
        assert client.get(url).status_code == 404


def test_a_service_that_was_hidden_meanwhile_is_said(client):
    pick = pick_of(ServiceFactory())
    Service.objects.update(hidden=True)
    for response in (client.get(details_url(pick)), send(client, pick)):
        assert (response.status_code, words(response).count("can&#x27;t be booked online")) == (409, 1)
    assert Booking.objects.count() == 0


def test_a_party_is_kept(client):
    send(client, pick_of(ServiceFactory(policy=PolicyFactory(max_participants=3)), participants=3))
    booking = Booking.objects.get()
    assert (booking.total_participants, booking.price) == (3, 120)


def test_no_holds_no_countdown_but_a_booking(client):
    pick = pick_of(ServiceFactory(), held=False)
    Hold.objects.all().delete()
    assert words(client.get(details_url(pick))).count("<progress") == 0
    assert send(client, pick).status_code == 303


def test_personal_pages_are_kept_by_nobody(client):
    response = client.get(details_url(pick_of(ServiceFactory())))
    assert "no-store" in response["Cache-Control"]
    assert (response["X-Robots-Tag"], words(response).count('content="noindex"')) == ("noindex", 1)


def test_forged_starts_are_refused(client):
    service = ServiceFactory()
    pick = Pick(service.pk, hour("10:07"), pick_of(service).token)
    assert send(client, pick).status_code == 409
    assert Booking.objects.count() == 0
