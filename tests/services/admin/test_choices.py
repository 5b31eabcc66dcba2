"""A price for each choice: two to a hundred, with different names (journeys.md O2)."""

import pytest
from django.urls import reverse

from services.models import Service, Variant
from tests.factories import OwnerFactory, PolicyFactory, ServiceFactory, VariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client):
    """Adds a class with these (name, price); returns the formset's errors, or None when it was saved."""
    client.force_login(OwnerFactory())
    policy = PolicyFactory()

    def send(choices, **changes):
        data = {
            "kind": "class", "name": "Climbing", "slug": "climbing", "position": 0, "rate": "varied", "price": "0",
            "variant_option": "Age", "price_per_person": "on", "deposit": "0", "pay_in_person": "on",
            "default_capacity": 12, "duration_minutes": 60, "buffer_before_minutes": 0, "buffer_after_minutes": 0,
            "location_type": "owner_business", "policy": policy.pk, "online_booking": "on",
            "requirement_groups-TOTAL_FORMS": 0, "requirement_groups-INITIAL_FORMS": 0,
            "questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0,
            "variants-TOTAL_FORMS": len(choices), "variants-INITIAL_FORMS": 0,
        } | changes  # fmt: skip
        for number, (name, price) in enumerate(choices):
            row = {"name": name, "price": price, "position": number}
            data |= {f"variants-{number}-{key}": value for key, value in row.items()}
        response = client.post(reverse("admin:services_service_add"), data)
        if response.status_code == 302:
            return None
        formsets = response.context["inline_admin_formsets"]
        return next(each.formset for each in formsets if each.formset.prefix == "variants")

    return send


def test_two_choices_with_their_prices_are_saved(send):
    assert send([("Adult", "18"), ("Child", "9.50")]) is None
    assert [(each.name, str(each.price)) for each in Variant.objects.all()] == [
        ("Adult", "18.000"),
        ("Child", "9.500"),
    ]


@pytest.mark.parametrize("choices", [[], [("Adult", "18")]])
def test_one_choice_is_none(send, choices):
    assert send(choices).non_form_errors() == ["Add at least two choices, each with its price."]
    assert not Service.objects.exists()


def test_more_than_a_hundred_are_too_many(send):
    choices = [(f"Choice {number}", "1") for number in range(101)]

    assert send(choices).non_form_errors() == ["A hundred choices are the most."]


@pytest.mark.parametrize("same", ["Adult", "adult", " ADULT "])
def test_the_same_name_twice_is_refused_at_the_second(send, same):
    formset = send([("Adult", "18"), (same, "9"), ("Child", "5")])

    assert [form.errors for form in formset.forms] == [{}, {"name": ["There is a choice of this name above."]}, {}]


def test_one_price_needs_no_choices(send):
    assert send([], rate="fixed", price="18", variant_option="") is None


def test_a_new_service_has_room_for_two_and_a_varied_one_shows_those_it_has(client):
    client.force_login(OwnerFactory())
    service = VariantFactory().service
    pages = [reverse("admin:services_service_add"), reverse("admin:services_service_change", args=[service.pk])]

    assert ['name="variants-TOTAL_FORMS" value="2"' in client.get(page).content.decode() for page in pages] == [
        True,
        False,
    ]
    assert ServiceFactory().variants.count() == 0
