"""A booking that gets another email is that person's from then on."""

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import Details, change_contact
from bookings.members import own_bookings
from tests.factories import BookingFactory, ContactFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def pass_on(booking, email):
    return change_contact(booking, Details(first_name="Bob", email=email), by=Actor.visitor(), now=timezone.now())


def test_the_old_person_sees_it_no_more_and_the_new_one_does():
    ada, bob = ContactFactory(), ContactFactory(email="bob@example.com")
    booking = pass_on(BookingFactory(confirmed=True, contact=ada), "Bob@example.com")
    assert (list(own_bookings(ada)), list(own_bookings(bob))) == ([], [booking])


def test_a_person_who_was_not_known_is_from_then_on():
    booking = pass_on(BookingFactory(confirmed=True), "new@example.com")
    booking.refresh_from_db()
    assert (booking.contact.email, booking.contact.first_name) == ("new@example.com", "Bob")


def test_a_known_person_is_not_changed_by_it():
    bob = ContactFactory(email="bob@example.com", first_name="Robert")
    pass_on(BookingFactory(confirmed=True), "bob@example.com")
    bob.refresh_from_db()
    assert bob.first_name == "Robert"


def test_another_name_leaves_it_whose_it_is():
    booking = BookingFactory(confirmed=True)
    assert pass_on(booking, booking.email).contact == booking.contact
