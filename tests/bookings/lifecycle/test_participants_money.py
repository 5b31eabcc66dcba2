"""What another number of people costs or gives back, from the booking's own copies (domain.md sections 3 and 12)."""

from datetime import timedelta
from decimal import Decimal

import pytest

from bookings import errors
from bookings.actors import Actor
from bookings.balance import due, overpaid
from tests.bookings.lifecycle.parties import PAID, PAID_IN_PERSON, change, class_of, money, standing
from tests.factories import BookingChoiceFactory, OwnerFactory, VariantFactory

pytestmark = pytest.mark.django_db
OWNER = pytest.fixture(lambda: Actor.owner(OwnerFactory()), name="owner")
CUTOFF = {"cancel_cutoff_minutes": 60}


def late(booking):
    return booking.starts_at - timedelta(minutes=30)


def test_the_price_is_the_one_it_was_booked_at():
    session = class_of()
    booking = standing(session)
    session.service.price = Decimal(99)
    session.service.save()
    assert change(booking, 3).price == 120


def test_more_people_leave_something_to_pay():
    booking = change(standing(class_of(), **PAID), 3)
    assert (money(booking), due(booking)) == ((120, 0, "partially_paid"), 40)
    assert booking.messages.get().facts == {"price": "€120.00", "paid": "€80.00", "due": "€40.00"}


def test_what_was_paid_for_who_leaves_in_time_goes_back():
    booking = change(standing(class_of(policy=CUTOFF), **PAID), 1)
    assert (money(booking), overpaid(booking)) == ((40, 0, "paid"), 40)
    assert booking.messages.get().facts == {"price": "€40.00", "paid": "€80.00", "refund": "€40.00"}


@pytest.mark.parametrize(("late_rule", "kept", "back"), [("keep_deposit", 10, 30), ("keep_all", 40, 0)])
def test_late_the_policy_decides_about_the_share_of_who_leaves(late_rule, kept, back):
    session = class_of(policy=CUTOFF | {"late_cancel": late_rule}, deposit=Decimal(10), pay_online=True)
    booking = standing(session, **PAID)
    booking = change(booking, 1, now=late(booking))
    assert (money(booking), overpaid(booking)) == ((40, kept, "paid"), back)
    assert (booking.deposit, due(booking)) == (10, 0)


def test_late_and_refused_nothing_changes():
    booking = standing(class_of(policy=CUTOFF), **PAID)
    with pytest.raises(errors.BookingPolicyViolation):
        change(booking, 1, now=late(booking))
    assert money(booking) == (80, 0, "paid")


def test_a_deposit_kept_for_who_left_does_not_pay_for_who_stays():
    session = class_of(policy=CUTOFF | {"late_cancel": "keep_deposit"}, deposit=Decimal(10), pay_online=True)
    booking = standing(session, **(PAID | {"amount_paid": Decimal(20), "payment_status": "partially_paid"}))
    booking = change(booking, 1, now=late(booking))
    assert (money(booking), due(booking), overpaid(booking)) == ((40, 10, "partially_paid"), 30, 0)


@pytest.mark.parametrize(("with_refund", "kept", "back"), [(True, 0, 40), (False, 40, 0)])
def test_an_owner_decides_what_goes_back(owner, with_refund, kept, back):
    booking = change(standing(class_of(), **PAID), 1, by=owner, with_refund=with_refund)
    assert (money(booking)[1], overpaid(booking)) == (kept, back)


def test_a_second_change_does_not_speak_of_what_is_on_its_way_from_the_first():
    booking = change(standing(class_of(), 3, **(PAID | {"amount_paid": Decimal(120)})), 2)
    booking = change(booking, 1)
    assert [message.facts["refund"] for message in booking.messages.order_by("pk")] == ["€40.00", "€40.00"]
    assert overpaid(booking) == 80


def test_while_money_is_on_its_way_back_it_can_not_cost_more():
    booking = change(standing(class_of(), **PAID), 1)
    with pytest.raises(errors.MoneyOnItsWay):
        change(booking, 2)
    type(booking).objects.update(amount_refunded=40)
    booking = change(booking, 2)
    assert (due(booking), booking.payment_status) == (40, "partially_paid")


def test_an_owner_waits_for_that_money_too(owner):
    booking = change(standing(class_of(), **PAID), 1, by=owner, with_refund=True)
    with pytest.raises(errors.MoneyOnItsWay):
        change(booking, 2, by=owner)


def test_fewer_people_do_not_wait_for_that_money():
    booking = change(change(standing(class_of(), 3, **(PAID | {"amount_paid": Decimal(120)})), 2), 1)
    assert (booking.total_participants, overpaid(booking)) == (1, 80)


def test_what_nobody_gave_back_by_hand_yet_pays_for_more_people():
    booking = change(standing(class_of(), **(PAID_IN_PERSON)), 1)
    booking = change(booking, 2)
    assert (money(booking), due(booking), overpaid(booking)) == ((80, 0, "paid"), 0, 0)


def test_a_price_in_words_stays():
    session = class_of(rate="custom", price_text="by arrangement")
    booking = change(standing(session, price=None, price_text="by arrangement"), 3)
    assert (booking.price, booking.price_text, booking.total_participants) == (None, "by arrangement", 3)


@pytest.fixture
def family():
    """Two adults for 30 each, a child for 10, as it was booked."""
    session = class_of(rate="varied", variant_option="Age")
    adult, child = (VariantFactory(service=session.service, name=name) for name in ("Adult", "Child"))
    booking = standing(session, 3, price=Decimal(70))
    BookingChoiceFactory(booking=booking, variant=adult, participants=2, price=Decimal(30))
    BookingChoiceFactory(booking=booking, variant=child, participants=1, price=Decimal(10))
    return booking, adult, child


def rows(booking):
    return [(row.name, row.price, row.participants) for row in booking.choices.order_by("pk")]


def test_each_choice_keeps_the_price_it_was_booked_at(family):
    booking, adult, child = family
    booking = change(booking, participants_choices={adult.pk: 1, child.pk: 3})
    assert (booking.total_participants, booking.price) == (4, 60)
    assert rows(booking) == [("Adult", 30, 1), ("Child", 10, 3)]


def test_a_choice_that_is_new_to_the_booking_costs_what_it_costs_today(family):
    booking, adult, _child = family
    senior = VariantFactory(service=booking.service, name="Senior", price=Decimal(15))
    booking = change(booking, participants_choices={adult.pk: 1, senior.pk: 1})
    assert (booking.total_participants, booking.price, rows(booking)[1]) == (2, 45, ("Senior", 15, 1))


def test_as_many_but_cheaper_people_are_asked_about_like_fewer(family):
    booking, adult, child = family
    type(booking).objects.update(cancel_until=None)
    with pytest.raises(errors.BookingPolicyViolation):
        change(booking, participants_choices={adult.pk: 1, child.pk: 2})
    assert change(booking, participants_choices={adult.pk: 3, child.pk: 0}).price == 90


def test_choices_are_asked_for_where_there_are_some_and_only_there(family):
    with pytest.raises(errors.InvalidServiceChoices):
        change(family[0], 2)
    with pytest.raises(errors.InvalidServiceChoices):
        change(standing(class_of()), participants_choices={family[1].pk: 2})


def test_a_choice_of_another_service_is_none(family):
    booking, adult, _child = family
    for wrong in ({VariantFactory().pk: 1}, {adult.pk: -1}):
        with pytest.raises(errors.InvalidChoices):
            change(booking, participants_choices=wrong)
    with pytest.raises(errors.InvalidServiceChoices):
        change(booking, participants_choices={adult.pk: 0})


def test_a_choice_that_was_deleted_stays_as_it_is(family):
    booking, adult, child = family
    child.delete()
    booking = change(booking, participants_choices={adult.pk: 1})
    assert (booking.price, rows(booking)) == (40, [("Adult", 30, 1), ("Child", 10, 1)])


def test_who_comes_free_of_charge_may_bring_somebody_who_pays(family):
    booking, adult, child = family
    booking.choices.exclude(variant=child).delete()
    booking.choices.update(price=0)
    type(booking).objects.update(price=0, exempt=True, total_participants=1, payment_status="exempt")
    booking = change(booking, participants_choices={adult.pk: 1, child.pk: 1})
    assert (booking.price, booking.exempt, booking.payment_status) == (20, False, "not_paid")
