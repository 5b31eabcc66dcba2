"""What the cancel button does to the money, said before it is pressed: each late rule, each way it was paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.manage.cancelling import cancel_offer
from bookings.states import Status
from services.models import Business
from tests.factories import BookingFactory, PolicyFactory, ServiceFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
EARLY, LATE = timedelta(days=3), timedelta(hours=3)
ONLINE = {"selected_payment_option": "online"}
PAID = ONLINE | {"amount_paid": 40, "payment_status": "paid"}
BY_HAND = {"amount_paid": 40, "amount_in_hand": 40, "payment_status": "paid"}
DEPOSIT = ONLINE | {"amount_paid": 15, "payment_status": "partially_paid"}
HALF_BACK = PAID | {"amount_refunded": 10}
KEPT = "It could be canceled free of charge until "


def booked(rule, ahead, **money):
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=1440, late_cancel=rule)
    service = ServiceFactory(policy=policy, deposit=Decimal(15), pay_online=True)
    return BookingFactory(service=service, confirmed=True, starts_at=timezone.now() + ahead, **money)


def offer_of(booking):
    return cancel_offer(booking, Business.objects.current(), timezone.now())


@pytest.mark.parametrize(
    ("rule", "ahead", "money", "button", "sentence"),
    [
        ("refused", EARLY, PAID, "Cancel and refund €40.00", "Cancel now and all €40.00 comes back to you."),
        ("keep_all", EARLY, BY_HAND, "Cancel this booking", "Estudio Argumosa gives you back €40.00 in person."),
        ("keep_all", EARLY, HALF_BACK, "Cancel and refund €30.00", "Cancel now and all €30.00 comes back to you."),
        ("keep_all", EARLY, {}, "Cancel this booking", "Canceling costs nothing."),
        ("keep_deposit", LATE, PAID, "Cancel and refund €25.00", "€15.00 stays with Estudio Argumosa."),
        ("keep_deposit", LATE, DEPOSIT, "Cancel this booking", "the €15.00 that you paid stays with"),
        ("keep_deposit", LATE, BY_HAND, "Cancel this booking", "gives you back €25.00 in person and keeps €15.00."),
        ("keep_all", LATE, PAID, "Cancel this booking", "the €40.00 that you paid stays with Estudio Argumosa."),
        ("keep_all", LATE, HALF_BACK, "Cancel this booking", "the €30.00 that you paid stays with Estudio Argumosa."),
        ("keep_all", LATE, {}, "Cancel this booking", "Canceling costs nothing."),
        (
            "keep_all",
            EARLY,
            ONLINE | {"amount_authorised": Decimal(40)},
            "Cancel this booking",
            "Canceling costs nothing: the €40.00 reserved on your card is released.",
        ),
    ],
)
def test_the_button_says_it_and_the_sentence_too(rule, ahead, money, button, sentence):
    offer = offer_of(booked(rule, ahead, **money))
    assert (offer.allowed, offer.button) == (True, button)
    assert sentence in offer.sentence


@pytest.mark.parametrize(
    ("rule", "ahead", "money"),
    [("keep_deposit", LATE, PAID), ("keep_all", LATE, HALF_BACK), ("keep_all", EARLY, PAID), ("keep_all", LATE, {})],
)
def test_what_was_said_is_what_is_done(rule, ahead, money):
    booking = booked(rule, ahead, **money)
    offer = offer_of(booking)
    said = dict([*offer.rows, offer.sum]) if offer.sum else {}
    done = cancel_booking(booking, by=Actor.visitor(), now=timezone.now())
    kept = said.get("Kept by Estudio Argumosa", "€0.00")
    assert (f"€{done.amount_retained:.2f}", done.status) == (kept, Status.CANCELED)


@pytest.mark.parametrize(
    ("rule", "money", "after"),
    [
        ("refused", PAID, "After that only we can cancel it."),
        ("keep_deposit", PAID, "After that the deposit of €15.00 stays with Estudio Argumosa."),
        ("keep_all", PAID, "After that everything you paid stays with Estudio Argumosa."),
        ("keep_all", {}, "Madrid time."),
        ("keep_deposit", {}, "Madrid time."),
    ],
)
def test_before_the_cutoff_it_says_what_changes_then(rule, money, after):
    note = offer_of(booked(rule, EARLY, **money)).note
    assert (note.startswith("Cancel free of charge until "), note.endswith(after)) == (True, True)


@pytest.mark.parametrize(("money", "said"), [(PAID, True), ({}, False)])
def test_after_it_that_it_was_free_is_said_where_it_costs_now(money, said):
    assert offer_of(booked("keep_all", LATE, **money)).note.startswith(KEPT) is said


def test_where_it_is_refused_the_date_is_named():
    offer = offer_of(booked("refused", LATE, **PAID))
    assert (offer.allowed, offer.rows) == (False, [])
    assert offer.sentence.startswith("Until ")
    assert offer.sentence.endswith("Madrid time it could be canceled free of charge. Now only we can cancel it.")
