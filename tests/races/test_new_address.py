"""A member's address changes while something happens to a booking: neither undoes the other."""

from dataclasses import replace
from functools import partial
from threading import Event

import pytest
from django.db import connection, transaction
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import Details, cancel_booking, change_contact
from bookings.member_details import NewAddress, confirm_address
from bookings.members import is_own
from bookings.models import Booking, Contact
from bookings.states import Status
from tests.bookings.making import book, create
from tests.factories import BookingFactory, BusinessFactory, ContactFactory, OwnerFactory, ServiceFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
OLD, NEW = "ada@x.example", "new@x.example"
ROUNDS = 5
_SOMEBODY_WAITS = """
    SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid)))
"""


def meanwhile(first, second):
    """`second` begins when `first` is done and not committed; the commit comes when `second` waits for it, or after
    a second."""
    done = Event()

    def slow():
        with transaction.atomic(), connection.cursor() as cursor:
            result = first()
            done.set()
            for _ in range(100):
                cursor.execute(_SOMEBODY_WAITS)
                if cursor.fetchone()[0]:
                    break
                cursor.execute("SELECT pg_sleep(0.01)")
        return result

    def late():
        assert done.wait(10)
        return second()

    return together([slow, late])


@pytest.fixture
def ada():
    BusinessFactory()
    return ContactFactory(email=OLD)


@pytest.fixture
def booking(ada):
    return BookingFactory(contact=ada, email=OLD, confirmed=True, phone="+34611111111")


def move(ada):
    return confirm_address(NewAddress(ada.pk, NEW, ada.sign_in_version), now=timezone.now())


def change(booking, **more):
    details = Details(first_name="Ada", last_name="Example", email=booking.email, phone=str(booking.phone))
    return change_contact(booking, replace(details, **more), by=Actor.visitor(), now=timezone.now())


def read(booking):
    return Booking.objects.select_related("contact").get(pk=booking.pk)


def test_a_booking_that_is_passed_on_meanwhile_is_not_taken_back(ada, booking):
    pass_on = partial(change, booking, first_name="Bob", email="bob@x.example")
    assert isinstance(meanwhile(pass_on, partial(move, ada))[1], Contact)
    now = read(booking)
    assert (now.email, now.first_name, now.contact.email) == ("bob@x.example", "Bob", "bob@x.example")


def test_a_number_that_is_changed_meanwhile_stays(ada, booking):
    meanwhile(partial(change, booking, phone="+34612345678"), partial(move, ada))
    now = read(booking)
    assert (str(now.phone), now.email) == ("+34612345678", NEW)


def test_one_that_is_canceled_meanwhile_comes_along_too(ada, booking):
    cancel = partial(cancel_booking, booking, by=Actor.owner(OwnerFactory()), now=timezone.now())
    assert isinstance(meanwhile(cancel, partial(move, ada))[1], Contact)
    now = read(booking)
    assert (now.status, now.email, now.contact.email) == (Status.CANCELED, NEW, NEW)


def test_a_booking_that_is_being_made_is_waited_for(ada):
    service = ServiceFactory()
    meanwhile(partial(create, service, hour("10:00"), email=OLD), partial(move, ada))
    booking = Booking.objects.select_related("contact").get()
    assert (booking.email, booking.contact.email) == (NEW, NEW)


def test_one_that_is_made_meanwhile_gets_a_contact_of_its_own(ada):
    service = ServiceFactory()
    meanwhile(partial(move, ada), partial(create, service, hour("10:00"), email=OLD))
    booking = Booking.objects.select_related("contact").get()
    assert (booking.contact.email, booking.contact == ada) == (OLD, False)


def test_nobody_stands_in_anothers_way():
    service, by = ServiceFactory(), Actor.owner(OwnerFactory())
    for round_ in range(ROUNDS):
        old, now = f"ada{round_}@x.example", timezone.now()
        first = book(service, hour("09:00"), email=old)
        new = NewAddress(first.contact_id, f"new{round_}@x.example", 1)
        acts = [
            partial(confirm_address, new, now=now),
            partial(book, service, hour("11:00"), email=old),
            partial(create, service, hour("14:00"), email=old, by=by, status=Status.CONFIRMED),
            partial(cancel_booking, first, by=by, now=now),
        ]
        assert [result for result in together(acts) if isinstance(result, Exception)] == []
        bookings = Booking.objects.select_related("contact")
        assert all(is_own(booking.contact, booking) for booking in bookings)
        for booking in bookings.exclude(status=Status.CANCELED):
            cancel_booking(booking, by=by, now=now)
