"""Whom a booking belongs to, and where what is said about it goes."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.lifecycle import Details, change_contact
from bookings.models import Contact, Message
from tests.bookings.making import VISITOR, book, create
from tests.factories import ContactFactory, MessageFactory, PolicyFactory, ServiceFactory, hour, next_monday

pytestmark = pytest.mark.django_db


def moved(booking, email):
    return change_contact(booking, Details(first_name="Ana", email=email), by=VISITOR, now=timezone.now())


def recipients(**which):
    return list(Message.objects.filter(**which).values_list("recipient", flat=True))


def test_an_email_that_waits_goes_to_the_new_address():
    moved(book(ServiceFactory(), hour("10:00"), email="wrong@example.com"), "right@example.com")
    assert recipients(kind="confirmed") == ["right@example.com"]


def test_an_email_that_was_sent_keeps_its_address_and_is_sent_again_with_the_new_link():
    booking = book(ServiceFactory(), hour("10:00"), email="wrong@example.com")
    Message.objects.update(state="sent")
    moved(booking, "right@example.com")
    told = Message.objects.filter(kind="confirmed").order_by("pk").values_list("recipient", "state", "resend_of_id")
    first = Message.objects.earliest("pk").pk
    assert list(told) == [("wrong@example.com", "sent", None), ("right@example.com", "planned", first)]


@pytest.mark.parametrize("state", ["delivered", "failed", "uncertain"])
def test_one_that_arrived_or_came_back_is_sent_again_too(state):
    booking = book(ServiceFactory(), hour("10:00"), email="wrong@example.com")
    Message.objects.update(state=state)
    moved(booking, "right@example.com")
    assert recipients(kind="confirmed", resend_of__isnull=False) == ["right@example.com"]


def test_another_phone_sends_no_email_again():
    booking = book(ServiceFactory(), hour("10:00"))
    Message.objects.update(state="sent")
    details = Details(first_name="Ana", email=booking.email, phone="+34612345678")
    change_contact(booking, details, by=VISITOR, now=timezone.now())
    assert Message.objects.filter(kind="confirmed").count() == 1


def test_what_waits_for_the_owner_stays_the_owners(business):
    business.email = "same@example.com"
    business.save()
    service = ServiceFactory(policy=PolicyFactory(needs_approval=True))
    moved(book(service, hour("10:00"), email="same@example.com"), "right@example.com")
    assert (recipients(kind="new_request"), recipients(kind="received")) == (
        ["same@example.com"],
        ["right@example.com"],
    )


def reminders() -> list[tuple[str, str]]:
    return list(Message.objects.filter(kind="reminder").order_by("pk").values_list("recipient", "state"))


def test_another_name_leaves_the_reminder_as_it_is():
    booking = book(ServiceFactory(), hour("10:00", next_monday() + timedelta(days=7)), email="ana@example.com")
    change_contact(booking, Details(first_name="Anna", email="ana@example.com"), by=VISITOR, now=timezone.now())
    assert reminders() == [("ana@example.com", "planned")]


def test_another_address_plans_the_reminder_anew_and_keeps_the_old_line():
    booking = book(ServiceFactory(), hour("10:00", next_monday() + timedelta(days=7)), email="wrong@example.com")
    moved(booking, "right@example.com")
    assert reminders() == [("wrong@example.com", "dropped"), ("right@example.com", "planned")]


def test_another_bookings_emails_stay():
    other = MessageFactory(recipient="wrong@example.com", state="planned")
    moved(book(ServiceFactory(), hour("10:00"), email="wrong@example.com"), "right@example.com")
    assert recipients(pk=other.pk) == ["wrong@example.com"]


def test_a_contact_written_with_capitals_is_the_same_person():
    ada = ContactFactory(email="Ada@Example.com")
    booking = create(ServiceFactory(), hour("10:00"), email="ada@example.COM")
    assert (booking.contact, Contact.objects.count()) == (ada, 1)


def test_a_new_contact_is_kept_in_small_letters():
    assert create(ServiceFactory(), hour("10:00"), email="Ada@Example.com").contact.email == "ada@example.com"
