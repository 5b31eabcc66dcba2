"""What an owner gives back by their own decision: by the bank or by hand, in part, of what was kept too."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.balance import due
from bookings.errors import RevisionConflict, UnauthorizedOperation
from bookings.lifecycle import cancel_booking
from bookings.models import Booking
from checkout.errors import MoneyMoved, RefundTooLarge
from checkout.models import Order, Payment, Refund, Retained, Share
from checkout.operations import mark_paid, settle_booking
from checkout.operations.owner_refunds import by_hand_now, givable, give_back_lines, given_back, refunds_asked
from tests.checkout.operations.steps import VISITOR, begun, opened
from tests.factories import BookingFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def give(owner, commits):
    """give(order, 15): of its only line."""

    def give(order, amount, *, seen=None, by=owner, **how):
        seen = refunds_asked(order) if seen is None else seen
        how = {"reason": "it rained in", "by_hand": False, "seen": seen, "by": by, "now": timezone.now()} | how
        with commits():
            give_back_lines(order, {order.lines.get(): Decimal(amount)}, **how)

    return give


@pytest.fixture
def order(sandbox_online, commits):
    """55 paid online; a deposit of 20 is kept after the cutoff."""
    checkout, _booking = opened()
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    return Order.objects.get()


@pytest.fixture
def kept(order, commits):
    """Canceled late: 35 are back, 20 are kept."""
    Booking.objects.update(cancel_until=timezone.now() - timedelta(hours=1))
    with commits():
        cancel_booking(Booking.objects.get(), by=VISITOR, now=timezone.now())
    return order


@pytest.fixture
def in_person(business, commits, owner):
    """40 paid at the desk."""
    booking = BookingFactory(confirmed=True)
    with commits():
        return mark_paid(booking, by=owner, now=timezone.now())


def amounts():
    booking = Booking.objects.get()
    return booking.amount_paid, booking.amount_refunded, booking.amount_retained, booking.amount_in_hand


def test_a_part_goes_back_by_the_bank(order, give, owner):
    give(order, 15)
    row = Refund.objects.get()
    assert (row.state, row.by_hand, row.reason, row.asked_by) == ("done", False, "it rained in", owner.user)
    assert (givable(order), amounts()) == ({order.lines.get().pk: 40}, (55, 15, 0, 0))


def test_what_a_person_has_given_back_is_noted_and_the_bank_not_asked(order, give, settings):
    settings.SANDBOX_URL = "http://nobody.invalid"
    give(order, 55, by_hand=True)
    assert list(Refund.objects.values_list("state", "by_hand")) == [("done", True)]


@pytest.mark.parametrize(("cheaper", "price", "left"), [(True, 40, 0), (False, 55, 15)])
def test_what_stands_costs_less_or_is_to_pay_again(order, give, cheaper, price, left):
    give(order, 15, cheaper=cheaper)
    booking = Booking.objects.get()
    assert (booking.price, booking.discount, due(booking), amounts()[1]) == (price, 55 - price, left, 15)


def test_a_part_given_by_hand_does_not_go_back_by_the_bank_too(order, give, owner, commits):
    """A deposit of 20 by the bank, 35 at the desk."""
    Share.objects.update(amount=20)
    Payment.objects.update(amount=20, amount_captured=20)
    Booking.objects.update(amount_paid=20)
    with commits():
        mark_paid(Booking.objects.get(), by=owner, now=timezone.now())
    give(order, 15, cheaper=True)
    settle_booking(Booking.objects.get(), now=timezone.now())
    assert (amounts(), Refund.objects.count()) == ((55, 15, 0, 20), 1)


def test_the_same_form_sent_twice_gives_back_once(order, give):
    give(order, 15, seen=0)
    with pytest.raises(MoneyMoved):
        give(order, 15, seen=0)
    assert amounts()[1] == 15


@pytest.mark.parametrize("amount", ["55.01", "0", "-1"])
def test_more_than_is_left_is_refused_at_its_field(order, give, amount):
    with pytest.raises(RefundTooLarge) as refused:
        give(order, amount)
    assert (refused.value.field, Refund.objects.count()) == (f"line_{order.lines.get().pk}", 0)


def test_what_the_bank_refused_is_not_given_back_as_something_else(order, give):
    give(order, 30)
    Refund.objects.update(state="failed")
    with pytest.raises(RefundTooLarge):
        give(order, 30)


def test_what_was_kept_can_go_back_and_is_kept_no_more(kept, give):
    give(kept, 5)
    assert (amounts(), Retained.objects.get().amount) == ((55, 40, 15, 0), 15)
    give(kept, 15)
    assert (amounts(), Retained.objects.count()) == ((55, 55, 0, 0), 0)


def test_without_the_permission_nothing_goes_back(order, give):
    with pytest.raises(UnauthorizedOperation):
        give(order, 15, by=Actor.owner(UserFactory(staff=True)))
    assert Refund.objects.count() == 0


def test_what_was_paid_at_the_desk_is_given_back_there(in_person, owner, commits):
    assert by_hand_now(in_person) == 40
    with commits():
        given_back(in_person, amount=Decimal(15), by=owner, now=timezone.now())
    assert amounts() == (40, 15, 0, 25)
    assert list(Refund.objects.values_list("amount", "state", "by_hand")) == [(15, "done", True)]


def test_more_than_is_in_hand_or_an_old_form_is_refused(in_person, owner):
    with pytest.raises(RefundTooLarge):
        given_back(in_person, amount=Decimal(41), by=owner, now=timezone.now())
    with pytest.raises(RevisionConflict):
        given_back(in_person, amount=Decimal(1), by=owner, now=timezone.now(), revision=in_person.revision - 1)
    assert amounts() == (40, 0, 0, 40)
