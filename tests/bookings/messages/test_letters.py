"""What emails say: true, complete, readable as text and as HTML."""

import re
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bookings import links
from bookings.messages.letters import letter
from bookings.models import MessageKind
from bookings.states import PaymentOption, PaymentStatus
from tests.bookings.messages.writing import NOW, START, booked, mail, page
from tests.factories import LocationFactory, MessageFactory, ServiceFactory

pytestmark = pytest.mark.django_db
WHEN = "Monday 30 March, 11:00 to 12:00, Madrid time (CEST, UTC+2)"
OWNERS = {MessageKind.DOUBLE_BOOKED, MessageKind.NEW_REQUEST}
CUSTOMERS = sorted(set(MessageKind) - OWNERS)


@pytest.fixture(autouse=True)
def spring(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.mark.parametrize("kind", sorted(MessageKind))
def test_every_kind_is_written_out(kind):
    letter = mail(kind)
    for text in (letter.subject, letter.body, page(letter)):
        assert not re.search(r"%\(|\{[{%]|None|\b[a-z]+_[a-z]+\b", re.sub(r"https?://\S+", "", text))
    assert "Massage, Mon 30 March, 11:00" in letter.subject
    assert f"When: {WHEN}\n" in letter.body
    assert WHEN in page(letter).replace("\u00a0", " ")


@pytest.mark.parametrize("kind", sorted(MessageKind))
def test_every_kind_has_its_own_subject_and_opening(kind):
    def first_words(letter):
        return letter.subject.split(":")[0], page(letter).split("</h1>")[0].split(">")[-1]

    others = [first_words(mail(other)) for other in MessageKind if other != kind]
    subject, opening = first_words(mail(kind))
    assert subject not in {other for other, _ in others}
    assert opening not in {other for _, other in others}


@pytest.mark.parametrize("kind", CUSTOMERS)
def test_customers_get_the_link_to_their_booking(kind):
    booking = booked()
    letter = mail(kind, booking=booking)
    to_pay = f"http://127.0.0.1:8000/balance/{links.token(booking)}/"
    address = to_pay if kind == MessageKind.PAYMENT_DUE else links.url(booking)
    assert address in letter.body
    assert f'href="{address}"' in page(letter)


@pytest.mark.parametrize("kind", sorted(OWNERS))
def test_owners_get_the_customer_and_never_the_customers_link(kind):
    booking = booked(email="ada@example.com")
    letter = mail(kind, booking=booking)
    assert links.token(booking) not in letter.body + page(letter)
    assert "Customer: Ada Example\nEmail: ada@example.com\n" in letter.body
    assert f"/admin/bookings/booking/{booking.pk}/change/" in letter.body


@pytest.mark.parametrize("kind", sorted(MessageKind))
@pytest.mark.parametrize("status", sorted(PaymentStatus))
def test_nothing_is_called_paid_unless_the_facts_say_so(kind, status):
    letter = mail(kind, payment_status=status, selected_payment_option=PaymentOption.ONLINE)
    assert "Paid" not in letter.body
    assert "€" not in letter.body


def test_money_is_said_as_it_was_handed_over():
    letter = mail(MessageKind.CONFIRMED, {"price": "€55.00", "paid": "€20.00", "due": "€35.00"})
    assert "Price: €55.00\nPaid: €20.00\nStill to pay: €35.00\n" in letter.body


@pytest.mark.parametrize(
    ("kind", "line"),
    [(MessageKind.CANCELED, "You get back: €20.00\n"), (MessageKind.PAYMENT_REFUNDED, "Refunded: €20.00\n")],
)
def test_a_refund_is_promised_before_it_is_made_and_named_after(kind, line):
    assert line in mail(kind, {"refund": "€20.00"}).body


def test_free_cancellation_is_said_with_its_date_in_both_zones():
    booking = booked(cancel_until=START - timedelta(days=1), contact_time_zone=ZoneInfo("America/New_York"))
    body = mail(MessageKind.CONFIRMED, booking=booking).body
    assert (
        "Cancel free of charge until Sun 29 March, 11:00 Madrid time (in New York: Sun 29 March, 05:00).\n"
    ) in body
    assert "Where you are: Monday 30 March, 05:00 to 06:00, New York time (EDT, UTC-4)\n" in body


def test_a_zone_with_the_same_clock_is_not_said_twice():
    body = mail(MessageKind.CONFIRMED, contact_time_zone=ZoneInfo("Europe/Paris")).body
    assert "Where you are" not in body


@pytest.mark.parametrize("until", [None, NOW])
def test_cancelling_is_not_promised_where_it_is_not_free(until):
    body = mail(MessageKind.REMINDER, cancel_until=until).body
    assert "ancel" not in body
    assert "See your booking:\nhttp" in body


def test_what_ends_on_another_day_says_so():
    body = mail(MessageKind.CONFIRMED, ends_at=START + timedelta(hours=14)).body
    assert "Monday 30 March, 11:00 to Tue 31 March, 01:00, Madrid time (CEST, UTC+2)" in body


def test_what_to_bring_and_how_to_find_it_stand_where_somebody_comes():
    place = LocationFactory(directions="Second door in the courtyard.")
    booking = booked(service=ServiceFactory(bring="A towel."), location=place)
    coming, gone = mail(MessageKind.REMINDER, booking=booking).body, mail(MessageKind.CANCELED, booking=booking).body
    assert "How to find it:\nSecond door in the courtyard.\n\nBefore the visit:\nA towel.\n" in coming
    assert "towel" not in gone
    assert "courtyard" not in gone


def test_the_owners_words_are_plain_text_in_both():
    letter = mail(MessageKind.DECLINED, {"words": "Sorry & <b>soon</b> {{ 1 }} %(x)s"})
    assert "\nSorry & <b>soon</b> {{ 1 }} %(x)s\n" in letter.body
    assert "Sorry &amp; &lt;b&gt;soon&lt;/b&gt; {{ 1 }} %(x)s" in page(letter)


@pytest.mark.parametrize(
    ("name", "greeting"),
    [
        ("Ada", "Hello Ada,"),
        ("Anna-Lena María", "Hello Anna-Lena María,"),
        ("نور", "Hello نور,"),
        ("सुनीता", "Hello सुनीता,"),
        ("You won: http://bad.example", "Hello,"),
        ("bad.example", "Hello,"),
        ("x" * 80, "Hello,"),
        ("call me on my number now", "Hello,"),
    ],
)
def test_only_a_name_is_greeted(name, greeting):
    assert mail(MessageKind.CONFIRMED, first_name=name).body.startswith(f"{greeting}\n\n")


def test_what_somebody_typed_stays_on_its_line():
    booking = booked(title="Massage\nPaid: 0", location_text="Calle Mayor 1\r\n\r\nBooking code:\u2028X")
    booking.first_name, booking.last_name, booking.resource_name = "Eve\n", "\nPhone: 1", "Vera\t\n"
    rows = dict(letter(MessageFactory(booking=booking, kind=MessageKind.NEW_REQUEST), booking, NOW)["rows"])
    assert [rows[name] for name in ("What", "Where", "With", "Customer")] == [
        "Massage Paid: 0",
        "Calle Mayor 1 Booking code: X",
        "Vera",
        "Eve Phone: 1",
    ]


def test_what_we_keep_together_stays_so():
    booking = booked(title="Massage  90\u00a0min")
    assert dict(letter(MessageFactory(booking=booking), booking, NOW)["rows"])["What"] == "Massage 90\u00a0min"
