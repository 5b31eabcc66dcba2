"""On a booking's page an owner marks it as paid, or notes what was given back, and sees all of its money."""

from decimal import Decimal

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from bookings.models import Booking
from checkout.models import Payment, Refund
from tests.factories import BookingFactory, OwnerFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def owner(client):
    user = OwnerFactory(username="marta")
    client.force_login(user)
    return user


@pytest.fixture
def booking():
    """40 to pay, 10 of it paid in person."""
    return BookingFactory(confirmed=True, amount_paid=Decimal(10))


def act(booking, name):
    return reverse("admin:bookings_booking_act", args=[booking.pk, name])


def said(booking, amount):
    return {"amount": amount, "revision": str(Booking.objects.get(pk=booking.pk).revision)}


def test_what_is_due_is_filled_in(client, owner, booking):
    form = client.get(act(booking, "mark-paid")).context["form"]
    assert (form.initial["amount"], form.fields["amount"].help_text) == (
        30,
        "€30.00 is due; less leaves the rest to pay.",
    )


@pytest.mark.parametrize(("amount", "paid"), [("30", 40), ("12.5", Decimal("22.5"))])
def test_it_is_marked_as_paid_or_a_part_of_it(client, owner, booking, amount, paid):
    response = client.post(act(booking, "mark-paid"), said(booking, amount))
    booking.refresh_from_db()
    assert (response.status_code, booking.amount_paid, booking.amount_in_hand) == (302, paid, Decimal(amount))
    assert Payment.objects.get().taken_by == owner


@pytest.mark.parametrize("amount", ["30.01", "0", "-1", "x", ""])
def test_more_than_is_due_or_nonsense_is_said_at_the_field(client, owner, booking, amount):
    response = client.post(act(booking, "mark-paid"), said(booking, amount))
    assert (response.status_code, Payment.objects.count()) == (422, 0)
    assert len(response.context["form"].errors) == 1


def test_sent_twice_it_is_taken_once(client, owner, booking):
    form = said(booking, "10")
    answers = [client.post(act(booking, "mark-paid"), form).status_code for _ in range(2)]
    assert (answers, Payment.objects.count()) == ([302, 409], 1)


def test_what_is_in_hand_can_be_given_back(client, owner, booking):
    client.post(act(booking, "mark-paid"), said(booking, "30"))
    answers = [client.post(act(booking, "given-back"), said(booking, amount)).status_code for amount in ("31", "30")]
    booking.refresh_from_db()
    assert (answers, booking.amount_in_hand, booking.amount_refunded) == ([422, 302], 0, 30)
    assert Refund.objects.get().asked_by == owner


def test_only_what_fits_is_offered(client, owner, booking):
    def offered():
        page = client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode()
        return [act(booking, name) in page for name in ("mark-paid", "given-back")]

    assert offered() == [True, False]
    client.post(act(booking, "mark-paid"), said(booking, "30"))
    assert offered() == [False, True]


@pytest.mark.parametrize("name", ["mark-paid", "given-back"])
def test_it_takes_the_permission(client, booking, name):
    user = UserFactory(staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=["view_booking", "decide_booking"]))
    client.force_login(user)
    assert client.post(act(booking, name), said(booking, "1")).status_code == 403


def test_the_page_tells_of_all_the_money(client, owner, booking):
    client.post(act(booking, "mark-paid"), said(booking, "20"))
    page = (
        client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode().replace("\xa0", " ")
    )
    order = Payment.objects.get().line.order
    assert reverse("admin:checkout_order_change", args=[order.pk]) in page
    assert ("€20.00</a>, paid, in person, " in page, "taken by marta" in page, "€10.00" in page) == (True, True, True)
