"""create_booking: domain.md section 3."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from bookings import errors
from bookings.actors import Actor
from bookings.availability import query_availability
from bookings.lifecycle import Details
from bookings.models import Booking, Contact, Occupancy
from bookings.states import FlowFlag, PaymentOption, PaymentStatus, Status
from tests.bookings.making import book, create, place_hold
from tests.factories import (
    ContactFactory,
    LocationFactory,
    OwnerFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    hour,
)

pytestmark = pytest.mark.django_db


def test_a_new_booking_takes_nothing_and_is_undefined():
    booking = create(ServiceFactory(), hour("10:00"))
    assert (booking.status, booking.payment_status, booking.revision) == ("created", "undefined", 1)
    assert [event.kind for event in booking.events.all()] == ["created"]
    assert Occupancy.objects.count() == 0


def test_it_keeps_its_own_copies_when_the_service_changes():
    place = LocationFactory(name="North", address="High Street 1")
    service = ServiceFactory(policy=PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60))
    booking = create(service, hour("10:00"), location=place)
    service.name, service.price = "Renamed", Decimal(99)
    service.save()
    service.policy.customer_may_cancel = False
    service.policy.save()
    booking = Booking.objects.get(pk=booking.pk)
    assert booking.price == 40
    assert booking.title != "Renamed"
    assert booking.location_text == "North, High Street 1"
    assert booking.terms.customer_may_cancel
    assert booking.cancel_until == hour("09:00")


def test_a_time_that_is_not_offered_is_refused():
    service = ServiceFactory()
    for start in (hour("10:17"), hour("03:00"), hour("10:00") + timedelta(days=400)):
        with pytest.raises(errors.SlotNotAvailable):
            create(service, start)


def test_a_person_who_does_not_serve_here_is_refused():
    with pytest.raises(errors.SlotNotAvailable):
        create(ServiceFactory(), hour("03:00"), ResourceFactory())


def test_ones_own_hold_does_not_stand_in_the_way_and_belongs_to_the_booking():
    service = ServiceFactory()
    hold = place_hold(service, hour("10:00"))
    booking = create(service, hour("10:00"), hold=hold)
    hold.refresh_from_db()
    assert hold.booking == booking
    with pytest.raises(errors.SlotNotAvailable):
        create(service, hour("10:00"))


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"hidden": True}, errors.BookOnlineDisabled),
        ({"online_booking": False}, errors.BookOnlineDisabled),
        ({"policy__latest_minutes": 60 * 24 * 20}, errors.TooLateToBook),
        ({"policy__earliest_minutes": 5}, errors.TooEarlyToBook),
    ],
)
def test_the_booking_window_holds_unless_an_owner_says_otherwise(change, error):
    service, owner = ServiceFactory(**change), Actor.owner(OwnerFactory())
    with pytest.raises(error):
        create(service, hour("10:00"))
    assert create(service, hour("10:00"), by=owner, flow_control=[FlowFlag.IGNORE_BOOKING_WINDOW]).pk


@pytest.mark.parametrize("party", [2, 10**9])
def test_the_party_is_at_most_the_policys(party):
    with pytest.raises(errors.TooManyParticipants):
        create(ServiceFactory(), hour("10:00"), total_participants=party)


@pytest.mark.parametrize("party", [0, -3])
def test_a_booking_is_for_somebody(party):
    with pytest.raises(errors.InvalidRequest):
        create(ServiceFactory(), hour("10:00"), total_participants=party)


def test_a_way_to_pay_that_the_service_does_not_take_is_refused():
    with pytest.raises(errors.PaymentOptionNotSupported):
        create(ServiceFactory(), hour("10:00"), payment_option=PaymentOption.ONLINE)


@pytest.mark.parametrize("who", [Actor.visitor(), "staff"])
def test_only_who_may_override_can_set_flags_or_a_status(who):
    by = Actor.owner(UserFactory()) if who == "staff" else who
    for wish in ({"flow_control": [FlowFlag.SKIP_AVAILABILITY_VALIDATION]}, {"status": Status.CONFIRMED}):
        with pytest.raises(errors.UnauthorizedOperation):
            create(ServiceFactory(), hour("10:00"), by=by, **wish)


def test_an_owner_books_confirmed_at_once():
    booking = create(ServiceFactory(), hour("10:00"), by=Actor.owner(OwnerFactory()), status=Status.CONFIRMED)
    booking.refresh_from_db()
    assert (booking.status, booking.revision) == ("confirmed", 2)
    assert [event.kind for event in booking.events.all()] == ["created", "confirmed"]


def test_an_owner_overrides_a_taken_time_and_it_is_marked():
    service, owner = ServiceFactory(), Actor.owner(OwnerFactory())
    book(service, hour("10:00"))
    flags = [FlowFlag.SKIP_AVAILABILITY_VALIDATION]
    create(service, hour("10:00"), by=owner, status=Status.CONFIRMED, flow_control=flags)
    assert sorted(Occupancy.objects.values_list("mark", flat=True)) == ["", "double_booked"]


def test_price_and_deposit_are_for_the_whole_party():
    service = ServiceFactory(price=Decimal(40), deposit=Decimal(10), pay_online=True, policy__max_participants=3)
    booking = create(service, hour("10:00"), total_participants=3)
    assert (booking.price, booking.deposit) == (120, 30)


@pytest.mark.parametrize(
    ("kwargs", "price", "exempt"),
    [
        ({"rate": "no_fee", "price": 0}, 0, True),
        ({"rate": "custom", "price": 0, "price_text": "by arrangement"}, None, False),
    ],
)
def test_free_and_unpriced_services(kwargs, price, exempt):
    booking = create(ServiceFactory(**kwargs), hour("10:00"))
    assert (booking.price, booking.exempt, booking.payment_status) == (price, exempt, PaymentStatus.UNDEFINED)


def test_what_a_visitor_types_never_changes_a_contact():
    known = ContactFactory(email="ana@example.com", first_name="Ana", phone="+12025550123")
    booking = create(ServiceFactory(), hour("10:00"), details=Details(first_name="Mallory", email="ANA@example.com"))
    known.refresh_from_db()
    assert booking.contact == known
    assert (known.first_name, known.phone, booking.first_name) == ("Ana", "+12025550123", "Mallory")
    assert Contact.objects.count() == 1


def test_an_hour_is_a_real_hour_when_the_clocks_change():
    madrid = ZoneInfo("Europe/Madrid")
    anna = ResourceFactory(hours="mon-sun 01:00-05:00")
    start = datetime(2027, 10, 31, 2, 0, tzinfo=madrid)  # the first of two
    now = start.astimezone(UTC) - timedelta(days=3)
    service = ServiceFactory(groups=[[anna]])
    slot = query_availability(service, start, start + timedelta(hours=1), now=now)[0].slot
    booking = create(service, slot.start, now=now)
    assert slot.end.astimezone(UTC) - slot.start.astimezone(UTC) == timedelta(hours=1)
    assert booking.ends_at - booking.starts_at == timedelta(hours=1)


def test_an_owner_who_books_confirmed_is_told_of_a_taken_time_and_chooses_the_words():
    service, owner = ServiceFactory(), Actor.owner(OwnerFactory())
    quiet = {"notify": False, "message": ""}
    booking = create(service, hour("10:00"), by=owner, status=Status.CONFIRMED, notification=quiet)
    assert (booking.status, booking.revision) == ("confirmed", 2)
    assert not booking.messages.filter(kind="confirmed").exists()
    with pytest.raises(errors.SlotNotAvailable):
        create(service, hour("10:00"), by=owner, status=Status.CONFIRMED)


def test_a_hold_of_one_person_is_no_hold_of_another():
    anna, ben = ResourceFactory(), ResourceFactory()
    service = ServiceFactory(groups=[[anna, ben]])
    hold = place_hold(service, hour("10:00"), resource=ben)
    book(service, hour("10:00"), anna)
    with pytest.raises(errors.SlotNotAvailable):
        create(service, hour("10:00"), anna, hold=hold)
