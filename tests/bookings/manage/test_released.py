"""A card's reservation is released where the booking ends before anything was taken; page and email say so."""

import pytest
from django.utils import timezone

from bookings import links
from bookings.lifecycle import cancel_booking, confirm_booking, decline_booking, record_payment
from bookings.messages.email import compose
from bookings.models import Message
from tests.bookings.making import SYSTEM, VISITOR, create, decide
from tests.bookings.messages.writing import page
from tests.factories import PolicyFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
SENTENCE = "We release the €40.00 reserved on your card; nothing was charged. Your bank may take some days to show it."


def money(booking, **amounts):
    return record_payment(booking, by=SYSTEM, now=timezone.now(), completed=True, option="online", **amounts)


@pytest.fixture
def request_():
    policy = PolicyFactory(needs_approval=True, customer_may_cancel=True)
    return create(ServiceFactory(policy=policy, pay_online=True), hour("10:00"))


@pytest.fixture
def reserved(request_):
    return decide(money(request_, authorised=request_.price), payment_status="undefined")


def decline(booking, words=""):
    return decline_booking(booking, by=SYSTEM, now=timezone.now(), words=words)


def on_page(client, booking) -> list[str]:
    return client.get(links.path(booking)).context["money_words"]


def written(booking, kind="declined"):
    return compose(Message.objects.get(booking=booking, kind=kind), booking, timezone.now())


def in_email(booking, kind="declined") -> str:
    return written(booking, kind).body


def test_a_declined_request_says_so_while_the_provider_is_asked(client, reserved):
    booking = decline(reserved)
    assert on_page(client, booking) == [SENTENCE]
    assert in_email(booking).count(SENTENCE) == 1
    assert in_email(booking).count("Reserved on your card:") == 0


def test_and_when_the_provider_has_done_it(client, reserved):
    booking = money(decline(reserved), authorised=0)
    assert on_page(client, booking) == [SENTENCE]


def test_the_owners_words_come_first_and_stay_their_own(reserved):
    booking = decline(reserved, words="We are full.")
    facts = Message.objects.get(booking=booking, kind="declined").facts
    assert facts == {"words": "We are full.", "released": "€40.00"}
    assert in_email(booking).count(f"We are full.\n\n{SENTENCE}\n\nWhat: ") == 1
    assert page(written(booking)).count(f'<p>We are full.</p></div>\n<p style="margin:0 0 20px">{SENTENCE}</p>') == 1


def test_a_request_that_was_taken_back_says_so_too(client, reserved):
    booking = cancel_booking(reserved, by=VISITOR, now=timezone.now())
    assert on_page(client, booking) == [SENTENCE]
    assert in_email(booking, "canceled").count(SENTENCE) == 1


def test_nothing_is_said_where_nothing_was_reserved(client, request_):
    booking = decline(decide(money(request_)))
    assert on_page(client, booking) == []
    assert in_email(booking).count("release") == 0


def test_nothing_is_said_of_a_reservation_that_was_taken(client, reserved):
    confirmed = confirm_booking(reserved, by=SYSTEM, now=timezone.now())
    booking = cancel_booking(money(confirmed, authorised=0, paid=40), by=VISITOR, now=timezone.now())
    assert on_page(client, booking) == ["We have asked the bank to send €40.00 back the way you paid."]
    assert in_email(booking, "canceled").count("release") == 0


def test_a_request_that_waits_keeps_its_reservation(client, reserved):
    assert on_page(client, reserved) == []
