"""After people have left a booking that stands, its page and the owner's say where their money is."""

from decimal import Decimal

import pytest
from django.urls import reverse

from bookings import links
from bookings.notices import money_facts
from tests.bookings.lifecycle.parties import PAID, PAID_IN_PERSON, change, class_of, standing
from tests.factories import OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def left(**fields):
    """Two had come for 80; one stays for 40."""
    return change(standing(class_of(), **fields), 1)


def page(client, booking):
    context = client.get(links.path(booking)).context
    return context["receipt"].sum, context["money_words"]


def test_what_the_bank_sends_back_is_on_its_way(client):
    said = ["We have asked the bank to send €40.00 back the way you paid."]
    assert page(client, left(**PAID)) == (("On its way back to you", "€40.00"), said)


def test_what_was_paid_in_person_is_given_back_by_the_business(client):
    said = ["Estudio Argumosa gives back the €40.00 that you paid in person."]
    assert page(client, left(**PAID_IN_PERSON)) == (("You get back in person", "€40.00"), said)


def test_the_mail_says_it_too():
    assert left(**PAID_IN_PERSON).messages.get().facts["by_hand"] == "€40.00"


def test_of_a_reserved_card_a_part_is_taken(client):
    booking = left(amount_authorised=Decimal(80), status="pending", selected_payment_option="online")
    assert page(client, booking)[1] == ["Of the €80.00 reserved on your card only €40.00 is taken."]
    assert money_facts(booking)["reserved"] == "€80.00, of which we take €40.00"


@pytest.mark.parametrize(
    ("paid", "said"), [(PAID, "Refund under way, €40.00"), (PAID_IN_PERSON, "To give back by hand, €40.00")]
)
def test_the_owner_sees_what_is_to_give_back(client, paid, said):
    client.force_login(OwnerFactory())
    booking = left(**paid)
    assert said in client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode()


def test_what_is_still_to_pay_is_the_owners_to_see_too(client):
    client.force_login(OwnerFactory())
    booking = change(standing(class_of(), **PAID), 3)
    page = client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode()
    assert "Partly paid, €40.00 due" in page
