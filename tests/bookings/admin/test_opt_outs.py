"""Numbers without texts can be seen; only their own START changes them."""

import pytest
from django.urls import reverse

from bookings.models import OptOut
from tests.factories import OptOutFactory, OwnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _signed_in(client):
    client.force_login(OwnerFactory())


def test_the_list_says_how_texts_come_back(client):
    OptOutFactory()
    page = client.get(reverse("admin:bookings_optout_changelist")).content.decode()
    assert page.count("+12025550123") == 1
    assert "by texting START" in page


@pytest.mark.parametrize("act", ["change", "delete"])
def test_no_form_of_an_owner_changes_it(client, act):
    row = OptOutFactory()
    client.post(reverse(f"admin:bookings_optout_{act}", args=[row.pk]), {"phone": "+12025550124", "post": "yes"})
    assert list(OptOut.objects.values_list("phone", "resumed_at")) == [("+12025550123", None)]
