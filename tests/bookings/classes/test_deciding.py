"""The table of domain.md section 4 where what conflicts are places, of a class and of a course alike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.availability import Slot, course_spots, query_availability
from bookings.errors import InvalidChoices, InvalidRequest, InvalidServiceChoices
from bookings.lifecycle import Details, confirm_or_decline_booking, create_booking
from bookings.lifecycle.party import party_of
from bookings.models import Alert
from bookings.states import PaymentStatus
from tests.bookings.classes.evening import course, evening, teacher, yoga
from tests.factories import BookingFactory, HoldFactory, VariantFactory, hour

pytestmark = pytest.mark.django_db
NOT_PAID, PAID = PaymentStatus.NOT_PAID, PaymentStatus.PAID


def made(service, people=1):
    where = {"schedule": service.schedule}
    if service.kind == "class":
        where = {"slot": Slot(service.pk, session_id=service.sessions.get().pk)}
    return create_booking(
        service=service,
        details=Details(first_name="Ana", email="ana@example.com"),
        by=Actor.visitor(),
        now=timezone.now(),
        total_participants=people,
        **where,
    )


def decided(booking, payment_status):
    booking = confirm_or_decline_booking(booking, by=Actor.system(), now=timezone.now(), payment_status=payment_status)
    return booking.status, booking.double_booked


@pytest.fixture(params=["class", "course"])
def last_place(request):
    """Of two places one is taken."""
    service = course(places=2) if request.param == "course" else yoga(places=2)
    session = evening(service) if request.param == "class" else None
    BookingFactory(standing=True, service=service, session=session)
    return service


@pytest.mark.parametrize("payment", [NOT_PAID, PAID])
def test_who_finds_a_place_is_confirmed(last_place, payment):
    assert decided(made(last_place), payment) == ("confirmed", False)


def test_of_two_who_have_not_paid_the_second_is_declined(last_place):
    first, second = made(last_place), made(last_place)
    assert [decided(booking, NOT_PAID) for booking in (first, second)] == [("confirmed", False), ("declined", False)]


def test_of_two_who_have_paid_the_second_is_over_and_the_owner_alerted(last_place):
    first, second = made(last_place), made(last_place)
    assert [decided(booking, PAID) for booking in (first, second)] == [("confirmed", False), ("confirmed", True)]
    assert [alert.booking for alert in Alert.objects.filter(kind="double_booked")] == [second]


def test_a_party_larger_than_what_is_left_is_declined(last_place):
    booking = made(last_place)
    booking.total_participants = 2
    booking.save()
    assert decided(booking, NOT_PAID) == ("declined", False)


def test_the_hold_of_the_booking_itself_counts_once(last_place):
    booking = made(last_place)
    where = {"session": booking.session} if booking.session else {"schedule": booking.schedule}
    HoldFactory(service=last_place, booking=booking, **where)
    assert decided(booking, NOT_PAID) == ("confirmed", False)


def test_a_session_alone_says_everything_about_a_slot():
    service = yoga()
    session = evening(service, people=[teacher("Inés")])
    wrong = Slot(service.pk, hour("09:00"), hour("09:30"), "UTC", resource_id=0, session_id=session.pk)
    booking = create_booking(
        service=service,
        slot=wrong,
        details=Details(first_name="Ana", email="ana@example.com"),
        by=Actor.visitor(),
        now=timezone.now(),
        total_participants=1,
    )
    assert (booking.starts_at, booking.ends_at, booking.resource_name) == (session.starts_at, session.ends_at, "Inés")


def test_availability_tells_places_of_a_class():
    service = yoga(places=3, policy={"waitlist": True})
    session = evening(service)
    BookingFactory(standing=True, service=service, session=session, total_participants=2)
    now = timezone.now()
    [entry] = query_availability(service, now, now + timedelta(days=30), now=now)
    assert (entry.slot.session_id, entry.bookable, entry.total_spots, entry.open_spots) == (session.pk, True, 3, 1)
    assert (entry.waiting_list, entry.locked, entry.violations) == (True, False, ())


def test_what_is_left_of_a_course_is_its_places_less_those_taken():
    service = course(places=5)
    BookingFactory(standing=True, service=service, total_participants=2)
    assert course_spots(service.schedule, timezone.now()) == (5, 3)


def test_availability_is_not_asked_of_a_course():
    now = timezone.now()
    with pytest.raises(InvalidRequest):
        query_availability(course(), now, now + timedelta(days=30), now=now)


@pytest.mark.parametrize(
    ("total", "choices", "error"),
    [
        (1, None, InvalidServiceChoices),
        (1, {0: 1}, InvalidServiceChoices),
        (None, {0: 0}, InvalidServiceChoices),
        (None, {99: 1}, InvalidChoices),
        (None, {0: -1}, InvalidChoices),
    ],
)
def test_choices_that_can_not_be_are_refused_by_name(total, choices, error):
    service = yoga(rate="varied")
    variant = VariantFactory(service=service)
    known = choices and {(variant.pk if key == 0 else variant.pk + key): count for key, count in choices.items()}
    with pytest.raises(error):
        party_of(service, total, known)


def test_a_service_without_choices_takes_none():
    with pytest.raises(InvalidServiceChoices):
        party_of(yoga(), None, {1: 1})
