"""Money is looked for when a booking is decided; a change of one that is not costs no question about payments."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import change_contact, confirm_booking
from checkout.models import Payment
from tests.checkout.operations.steps import DETAILS, VISITOR

pytestmark = pytest.mark.django_db


def about_payments(questions):
    return [each["sql"] for each in questions if 'FROM "checkout_payment"' in each["sql"]]


def rename(booking, name):
    booking.refresh_from_db()
    change_contact(booking, replace(DETAILS, first_name=name), by=VISITOR, now=timezone.now())


def test_a_request_that_changes_is_asked_for_no_money(requested, commits):
    with CaptureQueriesContext(connection) as questions, commits():
        rename(requested, "Grace")
    assert (about_payments(questions), Payment.objects.get().state) == ([], "authorised")


def test_a_decided_one_is(requested, commits):
    confirm_booking(requested, by=Actor.system(), now=timezone.now())
    with CaptureQueriesContext(connection) as questions, commits():
        rename(requested, "Grace")
    assert (about_payments(questions) != [], Payment.objects.get().state) == (True, "captured")


def test_of_several_changes_in_one_transaction_the_last_tells(requested, commits):
    with commits(), transaction.atomic():
        rename(requested, "Grace")
        requested.refresh_from_db()
        confirm_booking(requested, by=Actor.system(), now=timezone.now())
    assert Payment.objects.get().state == "captured"
