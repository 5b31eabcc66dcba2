"""Two hundred customers, twenty places: twenty stand, and everybody else hears it (domain.md section 4, S3, S4)."""

from collections import Counter
from html import unescape

import pytest
from django.db.models import Sum
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.errors import ScheduleCapacityExceeded, SessionCapacityExceeded, TryAgain
from bookings.keeping import Kept, keep_places
from bookings.lifecycle import Details, confirm_or_decline_booking, create_booking
from bookings.models import Booking, Hold
from bookings.places import Pool
from checkout.audit import audit
from services.models import Business
from tests.bookings.classes.evening import course, evening, yoga
from tests.factories import BusinessFactory
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)

CUSTOMERS, PLACES, AT_ONCE = 200, 20, 40


def created(service, number, people=1):
    """A booking whose customer is through the checkout, to be paid in person."""
    where = {"schedule": service.schedule}
    if service.kind == "class":
        where = {"slot": Slot(service.pk, session_id=service.sessions.get().pk)}
    return create_booking(
        service=service,
        details=Details(first_name="Ana", email=f"c{number}@example.com"),
        by=Actor.visitor(),
        now=timezone.now(),
        total_participants=people,
        **where,
    )


def decided(booking):
    """As the sweep does: who was told to try again is asked again."""
    while True:
        try:
            return confirm_or_decline_booking(
                booking, by=Actor.system(), now=timezone.now(), payment_status="not_paid"
            ).status
        except TryAgain:
            continue


def a_class():
    service = yoga(places=PLACES, policy={"waitlist": True, "waitlist_capacity": 500})
    evening(service)
    return service


def a_course():
    return course(dates=3, places=PLACES)


@pytest.mark.parametrize(("make", "full"), [(a_class, SessionCapacityExceeded), (a_course, ScheduleCapacityExceeded)])
def test_two_hundred_ask_for_a_place_and_twenty_hold_one(make, full):
    service = make()
    session = service.sessions.first()
    pool = Pool(session_id=session.pk) if service.kind == "class" else Pool(schedule_id=service.schedule.pk)
    business = Business.objects.current()

    def keep(number):
        kept = keep_places(
            service=service,
            pools=[pool],
            visitor=f"visitor {number}",
            now=timezone.now(),
            business=business,
            participants=1,
        )
        return next(iter(kept.refused.values()), kept)

    results = together([lambda n=n: keep(n) for n in range(CUSTOMERS)], at_once=AT_ONCE)
    assert Counter(type(result) for result in results) == {Kept: PLACES, full: CUSTOMERS - PLACES}
    assert Hold.objects.count() == PLACES


@pytest.mark.parametrize("make", [a_class, a_course])
def test_two_hundred_without_holds_and_twenty_stand(make):
    BusinessFactory(hold_minutes=0)
    service = make()
    bookings = [created(service, number) for number in range(CUSTOMERS)]
    results = together([lambda booking=booking: decided(booking) for booking in bookings], at_once=AT_ONCE)
    assert Counter(results) == {"confirmed": PLACES, "declined": CUSTOMERS - PLACES}
    assert audit(timezone.now()) == []


@pytest.mark.parametrize("make", [a_class, a_course])
def test_parties_of_one_to_four_fill_the_places_and_never_more(make):
    service = make()
    bookings = [created(service, number, people=number % 4 + 1) for number in range(CUSTOMERS // 2)]
    together([lambda booking=booking: decided(booking) for booking in bookings], at_once=AT_ONCE)
    taken = Booking.objects.filter(takes_places=True).aggregate(people=Sum("total_participants"))["people"]
    refused = Booking.objects.filter(status="declined").values_list("total_participants", flat=True)
    assert taken <= PLACES
    assert min(refused) > PLACES - taken


def test_the_others_hear_that_it_is_full_and_are_offered_the_waitlist(settings):
    settings.LIMITS = {"hold": 0}
    service = a_class()
    session = service.sessions.get()
    url = reverse("bookings:hold", args=[service.slug])
    answers = together([lambda: Client().post(url, {"s": session.pk}) for _ in range(CUSTOMERS)], at_once=AT_ONCE)
    assert Counter(answer.status_code for answer in answers) == {303: PLACES, 409: CUSTOMERS - PLACES}
    pages = {unescape(answer.content.decode()) for answer in answers if answer.status_code == 409}
    assert all("This class is full." in page and "Join the waitlist" in page for page in pages)
