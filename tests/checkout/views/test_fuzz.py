"""Whatever is sent to the details form: never a 500, and nothing happens unless it was taken."""

import pytest
from django.core.cache import cache
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bookings.models import Booking, Contact, Hold
from checkout.models import Checkout
from tests.checkout.walk import details_url, filled, pick_of
from tests.factories import QuestionFactory, ServiceFactory

NAMES = ["name", "email", "phone", "sms", "unusable", "shown", "website", "without_text", "extend", "address"]
nasty = st.sampled_from(
    ["", "\x00", "a\x00b", "\u202eabc", "😀" * 50, "x" * 10_000, "y" * 1_000_000, "a@b", "@", "-1", "1e309", "\ud7ff"]
)
text = st.one_of(nasty, st.text(max_size=200), st.emails(), st.sampled_from(["on", "yes", "+34612345678", "911"]))
forms = st.dictionaries(st.sampled_from(NAMES), st.one_of(text, st.lists(text, max_size=3)), max_size=8)


def standing():
    return [model.objects.count() for model in (Booking, Checkout, Contact, Hold)]


@pytest.mark.django_db
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=forms, base=st.booleans(), required=st.booleans())
def test_any_form_is_answered_in_words(data, base, required):
    cache.clear()
    service = ServiceFactory(location_type="custom" if required else "owner_business")
    QuestionFactory(service=service, required=required)
    pick = pick_of(service, visitor="fuzz")
    before = standing()
    response = Client().post(details_url(pick), (filled() if base else {}) | data)
    assert response.status_code in (200, 303, 400, 409, 422)
    if response.status_code != 303:
        assert standing() == before
    Hold.objects.all().delete()


@pytest.mark.django_db
@settings(max_examples=100, deadline=None)
@given(signed=st.text(alphabet=st.characters(exclude_characters="/?#%", exclude_categories=["Cs"]), min_size=1))
def test_any_address_is_a_page_that_is_not_there(signed):
    cache.clear()
    for method in (Client().get, Client().post):
        assert method(f"/checkout/{signed}/").status_code in (404, 405)
