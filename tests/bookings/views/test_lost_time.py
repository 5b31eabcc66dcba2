"""The page after a time was lost: it is chosen no more, even if it became free again in that very moment (S1)."""

import pytest
from django.db import connection
from django.test import Client

from bookings import holds
from bookings.models import Hold
from tests.bookings.making import place_hold
from tests.bookings.views.asking import at, clocks, post
from tests.factories import BookingFactory, ServiceFactory, hour


def free_again_once_refused(execute, sql, params, many, context):
    """The holder leaves right after somebody else was refused."""
    answer = execute(sql, params, many, context)
    if sql.startswith("ROLLBACK TO SAVEPOINT"):
        Hold.objects.all().delete()
    return answer


@pytest.fixture
def refused(client, massage):
    post(Client(), massage, t=at("10:00"))
    with connection.execute_wrapper(free_again_once_refused):
        response = post(client, massage, t=at("10:00"), month=f"{hour('10:00'):%Y-%m}")
    assert response.status_code == 409
    return response


def test_it_is_not_chosen_in_the_slip_nor_among_the_times(refused):
    assert refused.context["slip"]["brief"] == "Choose a time"
    assert "10:00" in clocks(refused)
    assert "checked" not in refused.content.decode()


def test_it_is_none_of_the_other_times(refused):
    assert [words[-5:] for _url, words in refused.context["notice"]["links"]] == ["09:00", "11:00", "12:00"]


def test_its_day_stays_open(refused):
    assert refused.context["day"] == hour("10:00").date()


def test_one_that_is_still_taken_leaves_the_slip_too(client, massage):
    BookingFactory(service=massage, confirmed=True, starts_at=hour("10:00"))
    response = post(client, massage, t=at("10:00"))
    assert (response.context["slip"]["brief"], "10:00" in clocks(response)) == ("Choose a time", False)


def test_one_that_nobody_took_stays_chosen_to_be_sent_again(client, massage):
    post(client, ServiceFactory(slug="first"), t=at("10:00"))
    visitor = Hold.objects.get().visitor
    for _ in range(holds.MOST_HELD - 1):
        place_hold(ServiceFactory(), hour("10:00"), visitor=visitor)
    response = post(client, massage, t=at("10:00"))
    assert response.context["notice"]["heading"].startswith("You are holding several times already.")
    assert response.context["slip"]["brief"].endswith("10:00")
