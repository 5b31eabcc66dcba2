"""confirm_or_decline_booking against the database: what is taken, left, flagged, told (domain.md section 4)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, decline_booking, record_payment
from bookings.models import Alert, Hold, Occupancy, Session
from bookings.neighbours import retest_marked
from bookings.states import PaymentOption, PaymentStatus
from tests.bookings.making import SYSTEM, book, create, decide, pay, place_hold
from tests.factories import OwnerFactory, PolicyFactory, ResourceFactory, ServiceFactory, hour

pytestmark = pytest.mark.django_db


def kinds(booking):
    return sorted(booking.messages.values_list("kind", flat=True))


def test_in_person_is_confirmed_and_takes_its_time():
    booking = book(ServiceFactory(), hour("10:00"))
    assert (booking.status, booking.payment_status, booking.double_booked) == ("confirmed", "not_paid", False)
    assert (booking.session.starts_at, booking.session.ends_at) == (hour("10:00"), hour("11:00"))
    assert list(booking.session.occupancies.values_list("resource", "mark")) == [(booking.resource_id, "")]
    assert kinds(booking) == ["confirmed", "reminder"]


def test_its_own_hold_turns_into_its_time():
    service = ServiceFactory()
    hold = place_hold(service, hour("10:00"))
    row = hold.occupancies.get()
    booking = decide(create(service, hour("10:00"), hold=hold))
    row.refresh_from_db()
    assert (row.session, row.hold) == (booking.session, None)
    assert not Hold.objects.exists()


def test_an_unpaid_loser_is_declined_and_the_first_stands():
    service = ServiceFactory()
    loser = create(service, hour("10:00"))
    winner = book(service, hour("10:00"))
    loser = decide(loser)
    assert (winner.status, loser.status, loser.session) == ("confirmed", "declined", None)
    assert loser.events.last().reason == "SLOT_NOT_AVAILABLE"
    assert kinds(loser) == ["declined"]


def test_a_paid_loser_is_confirmed_double_booked_and_the_owner_alerted():
    service = ServiceFactory()
    paid = create(service, hour("10:00"))
    book(service, hour("10:00"))
    pay(paid)
    paid = decide(paid, None)
    assert (paid.status, paid.payment_status, paid.double_booked) == ("confirmed", "paid", True)
    assert list(paid.session.occupancies.values_list("mark", flat=True)) == ["double_booked"]
    assert Alert.objects.get().booking == paid


def test_a_plan_is_never_double_booked():
    service = ServiceFactory(pay_by_plan=True)
    booking = create(service, hour("10:00"), payment_option=PaymentOption.MEMBERSHIP)
    book(service, hour("10:00"))
    assert decide(booking, PaymentStatus.PAID).status == "declined"


def test_an_approval_service_gives_a_request_that_takes_nothing():
    service = ServiceFactory(policy__needs_approval=True)
    booking = book(service, hour("10:00"))
    assert (booking.status, booking.session) == ("pending", None)
    assert booking.answer_by <= hour("10:00")
    assert kinds(booking) == ["received"]
    assert book(service, hour("10:00")).status == "pending"


def test_requests_take_the_time_where_the_policy_says_so():
    service = ServiceFactory(policy=PolicyFactory(needs_approval=True, requests_affect_availability=True))
    late = create(service, hour("10:00"))
    assert book(service, hour("10:00")).session is not None
    assert decide(late).status == "declined"


def test_an_authorised_card_makes_a_request_and_a_conflict_declines_it():
    service = ServiceFactory(policy__needs_approval=True)
    first, second = create(service, hour("10:00")), create(service, hour("12:00"))
    for booking in (first, second):
        record_payment(booking, by=SYSTEM, now=timezone.now(), completed=True, authorised=booking.price)
    assert decide(first, None).status == "pending"
    book(ServiceFactory(groups=[list(service.requirement_groups.get().resources.all())]), hour("12:00"))
    assert decide(second, None).status == "declined"


def test_anyone_is_assigned_to_who_has_the_fewest_bookings_then_by_name():
    ben, anna = ResourceFactory(name="Ben"), ResourceFactory(name="Anna")
    service = ServiceFactory(groups=[[ben, anna]])
    assert [book(service, hour(clock)).resource_name for clock in ("10:00", "11:00", "12:00", "12:00")] == [
        "Anna",
        "Ben",
        "Anna",
        "Ben",
    ]


def test_anyone_is_assigned_anew_when_the_held_person_is_taken():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    service = ServiceFactory(groups=[[anna, ben]])
    booking = create(service, hour("10:00"))
    book(service, hour("10:00"), anna)
    assert decide(booking).resource == ben


def test_anyone_is_never_assigned_to_somebody_who_is_off():
    anna, ben = ResourceFactory(name="Anna", hours="tue 09:00-17:00"), ResourceFactory(name="Ben")
    service = ServiceFactory(groups=[[anna, ben]])
    assert book(service, hour("10:00")).resource == ben


def test_person_and_room_are_both_taken():
    room = ResourceFactory(room=True)
    first = ServiceFactory(groups=[[ResourceFactory()], [room]])
    second = ServiceFactory(groups=[[ResourceFactory()], [room]])
    loser = create(second, hour("10:00"))
    booking = book(first, hour("10:00"))
    assert booking.session.occupancies.count() == 2
    assert decide(loser).status == "declined"


def test_called_again_it_changes_nothing_and_says_nothing():
    booking = book(ServiceFactory(), hour("10:00"))
    again = decide(booking)
    assert (again.revision, kinds(again)) == (booking.revision, ["confirmed", "reminder"])


def test_paid_later_only_the_payment_changes():
    booking = book(ServiceFactory(), hour("10:00"))
    paid = decide(booking, PaymentStatus.PAID)
    assert (paid.status, paid.payment_status, paid.amount_paid) == ("confirmed", "paid", 40)
    assert kinds(paid) == ["confirmed", "reminder"]


def test_what_has_ended_is_not_decided_again():
    booking = create(ServiceFactory(), hour("10:00"))
    decline_booking(booking, by=Actor.owner(OwnerFactory()), now=timezone.now())
    with pytest.raises(errors.InvalidMove):
        decide(booking)


def test_canceling_the_first_makes_the_double_booked_one_regular():
    service, owner = ServiceFactory(), Actor.owner(OwnerFactory())
    paid = create(service, hour("10:00"))
    first = book(service, hour("10:00"))
    pay(paid)
    paid = decide(paid, None)
    cancel_booking(first, by=owner, now=timezone.now())
    paid.refresh_from_db()
    assert not paid.double_booked
    assert Occupancy.objects.get().mark == ""
    assert Alert.objects.get().solved_at is not None
    assert Session.objects.count() == 1


def test_of_three_on_one_time_the_second_becomes_regular_and_the_third_stays_flagged():
    service, owner = ServiceFactory(), Actor.owner(OwnerFactory())
    second, third = create(service, hour("10:00")), create(service, hour("10:00"))
    first = book(service, hour("10:00"))
    for booking in (second, third):
        pay(booking)
        decide(booking, None)
    cancel_booking(first, by=owner, now=timezone.now())
    second.refresh_from_db()
    third.refresh_from_db()
    assert (second.double_booked, third.double_booked) == (False, True)


def test_a_flag_goes_when_the_hold_that_caused_it_runs_out():
    service, now = ServiceFactory(), timezone.now()
    paid = create(service, hour("10:00"))
    place_hold(service, hour("10:00"), visitor="somebody else")
    pay(paid)
    assert decide(paid, None).double_booked
    retest_marked(now)
    paid.refresh_from_db()
    assert paid.double_booked
    retest_marked(now + timedelta(minutes=11))
    paid.refresh_from_db()
    assert not paid.double_booked
    assert Occupancy.objects.get().mark == ""
