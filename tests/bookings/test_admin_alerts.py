"""Alerts stay on the list until somebody says that they are solved."""

import pytest
from django.utils import timezone

from tests.factories import AlertFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/bookings/alert/"


def listed(client, **query):
    return list(client.get(LIST, query).context["cl"].result_list)


def test_open_ones_are_listed_unless_others_are_asked_for(client):
    client.force_login(OwnerFactory())
    waiting, solved = AlertFactory(), AlertFactory(solved_at=timezone.now())

    assert listed(client) == [waiting]
    assert listed(client, solved="yes") == [solved]
    assert set(listed(client, solved="all")) == {waiting, solved}


def test_solving_says_who_and_when(client):
    owner = OwnerFactory()
    client.force_login(owner)
    alert = AlertFactory()
    client.post(LIST, {"action": "mark_solved", "_selected_action": [alert.pk]})
    alert.refresh_from_db()

    assert alert.solved_by == owner
    assert alert.solved_at is not None


def test_who_may_only_look_solves_nothing(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_alert"]))
    alert = AlertFactory()
    client.post(LIST, {"action": "mark_solved", "_selected_action": [alert.pk]})
    alert.refresh_from_db()

    assert alert.solved_at is None
