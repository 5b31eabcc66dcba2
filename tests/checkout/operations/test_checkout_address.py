"""The address of a checkout is for whoever sent the form: a pick, which anybody may read, does not tell it."""

from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from checkout.operations import book_pick
from checkout.operations.picked import checkout_token
from services.models import Business
from tests.checkout.operations.steps import DETAILS, online_service
from tests.checkout.walk import pick_of

pytestmark = pytest.mark.django_db


def book(pick, service):
    business, now = Business.objects.current(), timezone.now()
    return book_pick(pick, DETAILS, service=service, location=None, business=business, visitor="v1", now=now)


def test_what_a_pick_says_leads_to_no_checkout(client, sandbox_online):
    service = online_service()
    pick = pick_of(service)
    checkout = book(pick, service)
    found = [client.get(reverse("checkout:pay", args=[token])).status_code for token in (checkout.token, pick.token)]
    assert found == [200, 404]


def test_the_same_pick_again_is_the_same_checkout(sandbox_online):
    service = online_service()
    pick = pick_of(service)
    assert book(pick, service) == book(pick, service)


def test_it_rests_on_a_secret_of_the_site(settings):
    token = uuid4()
    before = checkout_token(token)
    assert checkout_token(token) == before
    settings.SECRET_KEY = "another"
    assert checkout_token(token) != before
