"""Signing in, changing an address and erasing, each by several at the same instant."""

import pytest
from django.core import mail
from django.utils import timezone

from bookings import sign_in
from bookings.actors import Actor
from bookings.erasing import erase_contact
from bookings.errors import AddressTaken, BookingsStand
from bookings.member_details import NewAddress, confirm_address
from bookings.models import Booking, Contact
from tests.bookings.making import create
from tests.factories import BookingFactory, BusinessFactory, ContactFactory, ServiceFactory, SignInLinkFactory, hour
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)
ROUNDS = 10


def test_a_link_signs_in_one_of_ten():
    BusinessFactory()
    link = SignInLinkFactory()
    results = together([lambda: sign_in.use(link, timezone.now())] * 10)
    assert sorted(results) == [False] * 9 + [True]


def test_a_link_is_mailed_by_one_worker_of_five():
    BusinessFactory()
    link = SignInLinkFactory()
    assert together([lambda: sign_in.deliver(link.pk, timezone.now())] * 5) == [None] * 5
    assert len(mail.outbox) == 1


def test_nobody_books_as_a_person_who_is_being_erased():
    service = ServiceFactory()
    for round_ in range(ROUNDS):
        ada = ContactFactory(email=f"ada{round_}@x.example")
        start = hour("09:00") if round_ % 2 else hour("14:00")
        erased, booking = together(
            [
                lambda a=ada: erase_contact(a, by=Actor.member(), now=timezone.now()),
                lambda a=ada, s=start: create(service, s, email=a.email),
            ]
        )
        booking = Booking.objects.select_related("contact").get(pk=booking.pk)
        assert booking.contact.erased_at is None
        assert (booking.email, booking.contact.email) == (ada.email, ada.email)
        assert isinstance(erased, BookingsStand) == (booking.contact_id == ada.pk)


def test_two_who_want_the_same_address_do_not_both_get_it():
    BusinessFactory()
    for round_ in range(ROUNDS):
        pair = [BookingFactory(canceled=True).contact for _ in range(2)]
        wanted = [NewAddress(each.pk, f"new{round_}@x.example", each.sign_in_version) for each in pair]
        results = together([lambda new=new: confirm_address(new, now=timezone.now()) for new in wanted])
        assert sum(isinstance(result, AddressTaken) for result in results) == 1
        assert Contact.objects.filter(email=f"new{round_}@x.example").count() == 1
