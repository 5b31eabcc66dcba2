"""reschedule_booking: another party with the new time, and what becomes of the money (domain.md section 3)."""

from decimal import Decimal

import pytest

from bookings import errors
from bookings.actors import Actor
from tests.bookings.lifecycle.times import movable, move, state, visit
from tests.factories import BookingChoiceFactory, OwnerFactory, VariantFactory

pytestmark = pytest.mark.django_db
SIX = {"max_participants": 6}
PAID = {"amount_paid": Decimal(80), "payment_status": "paid", "selected_payment_option": "online"}


def each(people=2, **fields):
    """For 40 a person."""
    return movable(visit(policy=SIX, price_per_person=True), total_participants=people, price=40 * people, **fields)


def test_who_is_not_spoken_of_comes_again():
    booking = move(each(), "12:00")
    assert (booking.total_participants, booking.price, booking.events.get().after.get("price")) == (2, 80, None)


def test_more_people_owe_more():
    booking = move(each(**PAID), "12:00", total_participants=3)
    assert (booking.total_participants, booking.price, booking.payment_status) == (3, 120, "partially_paid")
    assert booking.messages.get(kind="rescheduled").facts["due"] == "€40.00"


def test_fewer_people_get_theirs_back():
    booking = move(each(**PAID), "12:00", total_participants=1)
    facts = booking.messages.get(kind="rescheduled").facts
    assert (booking.price, booking.amount_retained, facts["refund"]) == (40, 0, "€40.00")


def test_the_price_of_a_whole_booking_stays_whoever_comes():
    fields = {"price_per_person": False, "deposit": 10, "pay_online": True}
    service = visit(policy=SIX | {"customer_may_cancel": False}, **fields)
    booking = movable(service, total_participants=3, price=40, deposit=10)
    for people in (6, 1):
        booking = move(booking, {6: "12:00", 1: "14:00"}[people], total_participants=people)
        assert (booking.total_participants, booking.price, booking.deposit) == (people, 40, 10)


def test_more_than_one_booking_may_have_are_refused():
    booking = each()
    before = state(booking)
    with pytest.raises(errors.TooManyParticipants):
        move(booking, "12:00", total_participants=7)
    assert state(booking) == before


def test_while_money_is_on_its_way_back_it_does_not_cost_more():
    booking = move(each(**PAID), "12:00", total_participants=1)
    with pytest.raises(errors.MoneyOnItsWay):
        move(booking, "14:00", total_participants=2)


def test_omitted_choices_are_kept_and_given_ones_replace_them():
    service = visit(rate="varied", variant_option="Age", policy=SIX)
    adult, child = VariantFactory(service=service, name="Adult"), VariantFactory(service=service, price=10)
    booking = movable(service, total_participants=2, price=40)
    BookingChoiceFactory(booking=booking, variant=adult, participants=2)
    assert move(booking, "12:00").choices.get().participants == 2
    booking = move(booking, "14:00", participants_choices={adult.pk: 1, child.pk: 2})
    assert (booking.total_participants, booking.price) == (3, 40)
    assert list(booking.choices.order_by("pk").values_list("participants", flat=True)) == [1, 2]
    with pytest.raises(errors.InvalidChoices):
        move(booking, "10:00", participants_choices={0: 1})


def test_other_people_at_the_same_time_are_a_change_too():
    assert move(each(), "10:00", total_participants=3).total_participants == 3


def test_the_owner_says_whether_the_money_goes_back():
    owner = Actor.owner(OwnerFactory())
    booking = move(each(**PAID), "12:00", total_participants=1, by=owner)
    assert (booking.price, booking.amount_retained) == (40, 40)
