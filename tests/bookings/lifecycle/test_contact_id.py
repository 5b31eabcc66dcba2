"""One contact for one address, whoever asks, however it is written."""

import pytest
from django.db import transaction
from django.utils import timezone

from bookings.lifecycle.details import Details, contact_id_for
from bookings.models import Contact
from tests.races.together import together

pytestmark = pytest.mark.django_db(transaction=True)


def ask(email):
    with transaction.atomic():
        return contact_id_for(Details(first_name="Ana", email=email), timezone.now())


def test_an_address_is_the_same_in_capitals():
    assert ask("Ana@Example.com") == ask("ana@example.COM")


@pytest.mark.parametrize("number", range(10))
def test_six_first_bookings_at_once_share_one_contact(number):
    found = together([lambda: ask(f"ana{number}@example.com")] * 6)
    assert found == [Contact.objects.get().pk] * 6
