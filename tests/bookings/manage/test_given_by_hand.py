"""What was paid in person goes back in person: page and email say that the business gives it, not the bank."""

from decimal import Decimal

import pytest
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.going_back import GoingBack, going_back
from bookings.lifecycle import cancel_booking, decline_booking, record_payment
from bookings.messages.email import compose
from bookings.models import Booking, Message
from tests.bookings.making import SYSTEM, VISITOR, create, decide
from tests.factories import OwnerFactory, PolicyFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
BY_HAND = "Estudio Argumosa gives back the €{}.00 that you paid in person."
BY_BANK = "We have asked the bank to send €{}.00 back the way you paid."


def money(booking, **amounts):
    return record_payment(booking, by=SYSTEM, now=timezone.now(), **amounts)


@pytest.fixture
def made():
    policy = PolicyFactory(customer_may_cancel=True)
    return create(ServiceFactory(policy=policy, pay_in_person=True, pay_online=True), hour("10:00"))


@pytest.fixture
def cash(made):
    """Paid at the desk."""
    return money(decide(money(made, completed=True, option="offline")), status="paid")


@pytest.fixture
def both(made):
    """10 online, the rest of 40 at the desk."""
    return money(decide(money(made, completed=True, option="online", paid=Decimal(10)), "undefined"), status="paid")


def cancel(booking) -> Booking:
    return cancel_booking(booking, by=VISITOR, now=timezone.now())


def on_page(client, booking):
    context = client.get(links.path(booking)).context
    return context["money_words"], context["receipt"].rows[2:], context["receipt"].sum


def in_email(booking, kind="canceled") -> list[str]:
    message = Message.objects.get(booking=booking, kind=kind)
    lines = compose(message, booking, timezone.now()).body.splitlines()
    return [line for line in lines if " back" in line]


def test_cash_is_not_said_to_be_on_its_way(client, cash):
    booking = cancel(cash)
    assert on_page(client, booking) == ([BY_HAND.format(40)], [], ("You get back in person", "€40.00"))
    assert in_email(booking) == [BY_HAND.format(40), "You get back: €40.00"]


def test_of_a_deposit_and_its_rest_each_goes_its_own_way(client, both):
    booking = cancel(both)
    by_hand = ("You get back in person", "€30.00")
    sentences = [BY_BANK.format(10), BY_HAND.format(30)]
    assert on_page(client, booking) == (sentences, [by_hand], ("On its way back to you", "€10.00"))
    assert in_email(booking) == [BY_HAND.format(30), "You get back: €40.00"]


def test_what_was_reserved_first_is_the_banks_to_send_back(made):
    reserved = money(made, completed=True, option="online", authorised=Decimal(40))
    paid = money(decide(reserved, "undefined"), authorised=Decimal(0), paid=Decimal(40))
    assert going_back(cancel(paid)) == GoingBack(by_bank=Decimal(40))


@pytest.mark.parametrize(
    ("amounts", "by_bank", "by_hand"),
    [
        ({"retained": 40}, 0, 0),
        ({"retained": 10}, 10, 20),
        ({"retained": 35}, 5, 0),
        ({"refunded": 10}, 0, 30),
        ({"refunded": 5}, 5, 30),
        ({"refunded": 40, "in_hand": 0}, 0, 0),
        ({"retained": 10, "refunded": 10}, 0, 20),
    ],
)
def test_what_is_kept_comes_from_what_was_paid_in_person_first(both, amounts, by_bank, by_hand):
    booking = money(cancel(both), **{name: Decimal(value) for name, value in amounts.items()})
    assert going_back(booking) == GoingBack(Decimal(by_bank), Decimal(by_hand))


def test_a_request_that_was_paid_and_is_declined_says_so_too(client, made):
    Booking.objects.filter(pk=made.pk).update(amount_paid=40, amount_in_hand=40, selected_payment_option="offline")
    made.refresh_from_db()
    booking = decline_booking(made, by=Actor.owner(OwnerFactory()), now=timezone.now())
    assert on_page(client, booking)[0] == in_email(booking, "declined") == [BY_HAND.format(40)]


def test_once_it_was_given_no_bank_is_mentioned(client, cash):
    booking = money(cancel(cash), status="refunded")
    sentence = "Estudio Argumosa gave €40.00 back to you."
    assert on_page(client, booking) == ([sentence], [("Refunded", "€40.00")], None)


def test_a_booking_that_stands_has_nothing_to_give_back(cash):
    assert going_back(cash) == GoingBack()
