"""What a customer hears of money that went back: which way, why, and what is to pay again."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.messages.email import compose
from bookings.models import Booking, Message, MessageWords
from checkout.models import Order
from checkout.operations import mark_paid
from checkout.operations.owner_refunds import give_back_lines, given_back
from tests.checkout.operations.steps import begun, opened
from tests.factories import BookingFactory, OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
HAND = "Estudio Argumosa gave €{} back to you."
BANK = "€{} went back the way you paid. Your bank may take some days to show it."


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def paid(sandbox_online, commits):
    """55 by card."""
    checkout, booking = opened()
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    return booking


@pytest.fixture
def give(commits, owner):
    def _give(amount, *, by_hand, cheaper=True, seen=0):
        order = Order.objects.get()
        lines = {order.lines.get(): Decimal(amount)}
        how = {"by_hand": by_hand, "cheaper": cheaper, "seen": seen}
        with commits():
            give_back_lines(order, lines, reason="It rained in", by=owner, now=timezone.now(), **how)

    return _give


def on_page(client, booking):
    return client.get(links.path(booking)).context["money_words"]


def mail():
    message = Message.objects.filter(kind="payment_refunded").latest("pk")
    return compose(message, message.booking, timezone.now()).body


def test_cash_back_for_a_card_is_called_no_banks(client, paid, give):
    give(15, by_hand=True)
    assert on_page(client, paid) == [HAND.format("15.00")]
    assert "We have given money back to you in person." in mail()


def test_each_way_is_said_where_both_were_gone(client, paid, give):
    give(15, by_hand=True)
    give(10, by_hand=False, seen=1)
    assert on_page(client, paid) == [BANK.format("10.00"), HAND.format("15.00")]
    assert "Your bank may take some days to show it." in mail()


def test_a_price_the_owner_lowered_is_no_discount(client, paid, give):
    give(15, by_hand=True)
    rows = client.get(links.path(paid)).context["receipt"].rows
    assert rows[:3] == [("Full price", "€55.00"), ("Price lowered by the business", "−€15.00"), ("Price", "€40.00")]


def test_cash_for_cash_is_by_hand_too(client, owner, commits):
    booking = BookingFactory(confirmed=True)
    with commits():
        mark_paid(booking, by=owner, now=timezone.now())
        given_back(Booking.objects.get(), amount=Decimal("12.50"), by=owner, now=timezone.now())
    assert on_page(client, booking) == [HAND.format("12.50")]


@pytest.mark.parametrize(("cheaper", "due"), [(True, []), (False, ["Still to pay: €15.00"])])
def test_the_mail_says_why_and_what_is_to_pay_again(paid, give, cheaper, due):
    give(15, by_hand=True, cheaper=cheaper)
    lines = mail().splitlines()
    assert [line for line in lines if line.startswith("Still to pay")] == due
    assert lines.count("It rained in") == 1


def test_the_owners_own_words_stand_in_a_mail_of_the_usual_way(paid, give):
    MessageWords.objects.create(kind="payment_refunded", channel="email", opening="Your money is on its way.")
    give(15, by_hand=False)
    assert "Your money is on its way." in mail()
