"""What the database refuses is "taken" only where it is the address that is."""

import pytest
from django.db import IntegrityError
from django.utils import timezone

from bookings.errors import AddressTaken
from bookings.member_details import NewAddress, confirm_address
from tests.factories import BookingEventFactory, BookingFactory, ContactFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("business")]


def move(contact, email):
    return confirm_address(NewAddress(contact.pk, email, contact.sign_in_version), now=timezone.now())


def test_an_address_that_somebody_has_is_taken():
    ContactFactory(email="bob@example.com")
    with pytest.raises(AddressTaken):
        move(ContactFactory(), "Bob@example.com")


def test_another_fault_is_not_told_as_that():
    booking = BookingFactory(confirmed=True)
    BookingEventFactory(booking=booking, revision=booking.revision + 1)
    with pytest.raises(IntegrityError, match="one_event_for_each_revision"):
        move(booking.contact, "new@example.com")
