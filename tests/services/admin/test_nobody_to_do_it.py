"""A service that nobody can do is saved, and says so."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from tests.factories import OwnerFactory, ResourceFactory, ServiceFactory, SessionFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def saved(client):
    """Saves the service as it is; returns the warnings."""
    client.force_login(OwnerFactory())

    def saved(service):
        groups = list(service.requirement_groups.all())
        data = {
            "kind": service.kind, "name": service.name, "slug": service.slug, "position": 0, "rate": "fixed",
            "price": "40", "deposit": "0", "pay_in_person": "on", "price_per_person": "on",
            "default_capacity": 12, "duration_minutes": 60, "buffer_before_minutes": 0,
            "buffer_after_minutes": 0, "location_type": "owner_business", "policy": service.policy_id,
            "requirement_groups-TOTAL_FORMS": len(groups), "requirement_groups-INITIAL_FORMS": len(groups),
            "questions-TOTAL_FORMS": 0, "questions-INITIAL_FORMS": 0,
            "variants-TOTAL_FORMS": 0, "variants-INITIAL_FORMS": 0,
        }  # fmt: skip
        for number, group in enumerate(groups):
            row = {"id": group.pk, "service": service.pk, "position": group.position, "name": group.name}
            row["resources"] = [each.pk for each in group.resources.all()]
            data |= {f"requirement_groups-{number}-{name}": value for name, value in row.items()}
        response = client.post(reverse("admin:services_service_change", args=[service.pk]), data)
        assert response.status_code == 302
        return [str(said) for said in get_messages(response.wsgi_request) if said.level_tag == "warning"]

    return saved


def test_without_anybody_it_says_what_is_missing_and_where_to_add_it(saved):
    service = ServiceFactory(name="Massage", groups=[])
    address = reverse("admin:services_service_change", args=[service.pk])

    assert saved(service) == [
        "Customers can’t book Massage yet: there is nobody to do it."
        f' <a href="{address}#requirement_groups-group">Add a person or a room</a>'
    ]


def test_a_row_of_people_who_left_is_named(saved):
    anna, ben = ResourceFactory(), ResourceFactory()
    service = ServiceFactory(name="Massage", groups=[[anna], [ben]])
    service.requirement_groups.filter(resources=ben).update(name="masseur")
    type(ben).objects.filter(pk=ben.pk).update(active=False)

    assert [said.partition(" <a")[0] for said in saved(service)] == [
        "Customers can’t book Massage: nobody of “masseur” is active."
    ]


def test_a_service_with_somebody_is_saved_without_a_word(saved):
    assert saved(ServiceFactory()) == []


@pytest.mark.parametrize("kind", [{"of_class": True}, {"course": True}])
def test_a_class_or_course_without_dates_says_so_and_leads_to_its_first_rule(saved, kind):
    service = ServiceFactory(name="Yoga", **kind)
    address = f"{reverse('admin:services_weeklyrule_add')}?schedule={service.schedule.pk}"

    assert saved(service) == [
        f'Customers can’t book Yoga yet: it has no dates. <a href="{address}">Say when it meets</a>'
    ]


def test_a_class_with_a_date_to_come_is_saved_without_a_word(saved):
    assert saved(SessionFactory(service=ServiceFactory(of_class=True)).service) == []
