"""The service's form refuses what no checkout could carry out, and offers what customers can book."""

import pytest
from django.urls import reverse

from services.models import Service
from tests.factories import OwnerFactory, PolicyFactory, ResourceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def send(client):
    """Adds a service as the owner's browser would; returns the errors at their fields, or None when it was saved."""
    client.force_login(OwnerFactory())
    policy, anna = PolicyFactory(), ResourceFactory()

    def send(**changes):
        data = {
            "kind": "appointment", "name": "Massage", "slug": "massage", "position": 0, "rate": "fixed", "price": "40",
            "price_per_person": "on", "deposit": "0", "pay_in_person": "on", "duration_minutes": 60,
            "buffer_before_minutes": 0, "buffer_after_minutes": 0, "location_type": "owner_business",
            "policy": policy.pk, "online_booking": "on", "default_capacity": 12,
            "variants-TOTAL_FORMS": 0, "variants-INITIAL_FORMS": 0,
            "requirement_groups-TOTAL_FORMS": 1, "requirement_groups-INITIAL_FORMS": 0,
            "requirement_groups-0-position": 0, "requirement_groups-0-name": "therapist",
            "requirement_groups-0-resources": [anna.pk], "requirement_groups-0-customer_chooses": "on",
            "questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0,
        } | changes  # fmt: skip
        response = client.post(
            reverse("admin:services_service_add"), {key: data[key] for key in data if data[key] != ""}
        )
        return response.context["adminform"].form.errors if response.status_code == 200 else None

    return send


def test_a_service_is_saved_with_who_it_needs(send):
    assert send() is None

    group = Service.objects.get(name="Massage").requirement_groups.get()
    assert (group.name, group.resources.count()) == ("therapist", 1)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"price": "0"}, "price", "Give the price, or choose “free”."),
        ({"rate": "no_fee", "pay_online": "on"}, "pay_online", "Only a known price can be paid online."),
        ({"deposit": "20"}, "deposit", "A deposit is paid online: allow that, or set it to 0."),
        ({"deposit": "50", "pay_online": "on"}, "deposit", "The deposit can't be more than the price."),
        ({"pay_in_person": ""}, "pay_in_person", "Choose at least one way to pay."),
        ({"rate": "custom"}, "price_text", "Write what customers read as the price."),
        ({"location_type": "owner_custom"}, "own_address", "Write the address."),
    ],
)
def test_an_impossible_combination_is_refused_at_its_field(send, changes, field, sentence):
    assert send(**changes)[field] == [sentence]
    assert not Service.objects.filter(name="Massage").exists()


def test_a_new_service_begins_without_places(client):
    client.force_login(OwnerFactory())
    form = client.get(reverse("admin:services_service_add")).context["adminform"].form

    assert form["default_capacity"].value() is None


@pytest.mark.parametrize("kind", ["class", "course"])
def test_a_class_and_a_course_are_asked_for_their_places(send, kind):
    assert send(kind=kind, default_capacity="")["default_capacity"] == ["Say how many people have a place."]


def test_an_appointment_has_one_place(send):
    assert send(default_capacity="") is None
    assert Service.objects.get().default_capacity == 1


@pytest.mark.parametrize("kind", ["class", "course"])
def test_a_class_and_a_course_are_offered_and_have_their_timetable(send, kind):
    assert send(kind=kind) is None
    assert (Service.objects.get().kind, Service.objects.get().schedule.rules.count()) == (kind, 0)


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        (
            {"kind": "class", "price_per_person": ""},
            "price_per_person",
            "A place in a class or course is paid per person: leave this on.",
        ),
        (
            {"kind": "course", "location_type": "custom"},
            "location_type",
            "A class or course is held at a place of yours: choose another.",
        ),
        ({"rate": "varied"}, "variant_option", "Say what people choose, such as: age."),
    ],
)
def test_what_a_class_a_course_or_choices_can_not_be_is_refused_at_its_field(send, changes, field, sentence):
    assert send(**changes)[field] == [sentence]
