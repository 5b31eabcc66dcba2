"""The owner's pages about the offer open, and only for those who may."""

import re
from datetime import time

import pytest
from django.urls import reverse

from services.models import Business
from tests.factories import (
    BusinessFactory,
    CategoryFactory,
    HoursExceptionFactory,
    LocationFactory,
    OwnerFactory,
    PolicyFactory,
    QuestionFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
MADE_BY = {
    "location": LocationFactory,
    "category": CategoryFactory,
    "policy": PolicyFactory,
    "resource": lambda: HoursExceptionFactory().schedule.resource,
    "service": lambda: QuestionFactory().service,
}


@pytest.mark.parametrize("model", MADE_BY)
def test_every_page_opens_for_the_owner(client, model):
    client.force_login(OwnerFactory())
    row = MADE_BY[model]()
    addresses = [
        reverse(f"admin:services_{model}_changelist"),
        reverse(f"admin:services_{model}_add"),
        reverse(f"admin:services_{model}_change", args=[row.pk]),
    ]

    assert [client.get(address).status_code for address in addresses] == [200, 200, 200]


@pytest.mark.parametrize("model", [*MADE_BY, "business"])
def test_staff_without_permissions_see_none_of_it(client, model):
    client.force_login(UserFactory(staff=True))

    assert client.get(reverse(f"admin:services_{model}_changelist")).status_code == 403


def test_the_one_business_opens_directly(client):
    client.force_login(OwnerFactory())
    response = client.get(reverse("admin:services_business_changelist"), follow=True)

    assert response.redirect_chain == [(reverse("admin:services_business_change", args=[1]), 302)]
    assert response.status_code == 200


def test_the_business_spells_as_the_rest_of_its_words(client):
    client.force_login(OwnerFactory())
    page = client.get(reverse("admin:services_business_change", args=[BusinessFactory().pk])).content.decode()

    assert re.findall("colou?r:</label>", page, re.IGNORECASE) == ["Color:</label>"]


def test_the_business_can_be_changed_but_not_added_or_deleted(client):
    client.force_login(OwnerFactory())
    row = BusinessFactory(name="Estudio")
    data = {
        "name": "Taller", "brand_color": "#0c6b58", "time_zone": "Europe/Madrid", "currency": "EUR",
        "phone_region": "ES", "horizon_days": 90, "hold_minutes": 10, "checkout_minutes": 35, "answer_minutes": 60,
        "quiet_from": "21:30", "quiet_until": "09:00",
    }  # fmt: skip
    client.post(reverse("admin:services_business_change", args=[row.pk]), data)

    assert Business.objects.get().name == "Taller"
    assert Business.objects.get().quiet_from == time(21, 30)
    assert client.get(reverse("admin:services_business_add")).status_code == 403
    assert client.get(reverse("admin:services_business_delete", args=[row.pk])).status_code == 403
