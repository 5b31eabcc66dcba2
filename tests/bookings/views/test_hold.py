"""Continue with a picked time: kept for the visitor, or the same page with what to do instead."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from bookings import links
from bookings.models import Hold
from bookings.picks import Pick
from tests.bookings.views.asking import at, clocks, post, see
from tests.factories import BookingFactory, LocationFactory, PolicyFactory, ResourceFactory, ServiceFactory, hour


def pick_in(response):
    return Pick.read(response["Location"].rstrip("/").rpartition("/")[2])


def test_a_free_time_is_held_and_the_checkout_goes_on_from_its_pick(client, massage):
    response = post(client, massage, t=at("10:00"))
    pick = pick_in(response)
    assert response.status_code == 303
    assert (pick.service_id, pick.start, pick.hold) == (massage.pk, hour("10:00"), Hold.objects.get().token)


def test_the_chosen_person_goes_along(client, anna, ben):
    service = ServiceFactory(groups=[[anna, ben]])
    assert pick_in(post(client, service, t=at("10:00"), who=anna.pk)).resources == (anna.pk,)


def test_a_time_that_was_taken_meanwhile_answers_409_with_the_three_nearest(client, massage):
    BookingFactory(service=massage, confirmed=True, starts_at=hour("12:00"))
    response = post(client, massage, t=at("12:00"))
    assert response.status_code == 409
    assert [words[-5:] for _url, words in response.context["notice"]["links"]] == ["10:00", "11:00", "13:00"]


def test_after_a_409_the_day_and_the_choices_are_still_there(client, anna, ben):
    service = ServiceFactory(groups=[[anna, ben]], policy=PolicyFactory(max_participants=4))
    BookingFactory(service=service, resource=anna, confirmed=True, starts_at=hour("12:00"))
    response = post(client, service, t=at("12:00"), who=anna.pk, n=3)
    scene = response.context["asked"]
    assert (response.context["day"], scene.who, scene.people) == (hour("12:00").date(), anna.pk, 3)


def test_a_time_held_by_another_visitor_is_taken(client, massage):
    post(Client(), massage, t=at("10:00"))
    assert post(client, massage, t=at("10:00")).status_code == 409


def test_ones_own_hold_does_not_stand_in_the_way(client, massage):
    assert [post(client, massage, t=at("10:00")).status_code for _ in range(3)] == [303, 303, 303]
    assert Hold.objects.count() == 1


def test_what_ones_own_hold_of_another_service_shows_as_free_can_be_had(client, massage, anna):
    longer = ServiceFactory(groups=[[anna]], duration_minutes=120, slot_step_minutes=60)
    post(client, massage, t=at("10:00"))
    assert "09:00" in clocks(see(client, longer, day=hour("09:00").date()))
    assert pick_in(post(client, longer, t=at("09:00"))).service_id == longer.pk
    assert Hold.objects.get().service == longer


def test_the_same_time_again_leads_back_into_the_unfinished_booking(client, massage):
    post(client, massage, t=at("10:00"))
    booking = BookingFactory(service=massage, starts_at=hour("10:00"))
    Hold.objects.update(booking=booking)
    response = post(client, massage, t=at("10:00"))
    assert response["Location"] == reverse("checkout:resume", args=[links.token(booking)])


def test_without_a_hold_time_nothing_is_held(client, massage, business):
    business.hold_minutes = 0
    business.save()
    assert pick_in(post(client, massage, t=at("10:00"))).hold is None


FORGED = {
    "no time": ({}, 422),
    "no time at all": ({"t": "tomorrow"}, 422),
    "a NUL": ({"t": "\x00"}, 422),
    "ten thousand characters": ({"t": "9" * 10_000}, 422),
    "off the grid": ({"t": at("10:07")}, 409),
    "at night": ({"t": at("03:00")}, 409),
    "long ago": ({"t": "1999-01-01T10:00Z"}, 409),
    "in the year 9999": ({"t": "9999-12-31T23:59Z"}, 422),
    "somebody else's person": ({"t": at("10:00"), "who": "stranger"}, 422),
    "a person who does not exist": ({"t": at("10:00"), "who": "999999999"}, 422),
    "a person that is no number": ({"t": at("10:00"), "who": "1 OR 1=1"}, 422),
    "a place that is not offered": ({"t": at("10:00"), "where": "place"}, 422),
    "nobody": ({"t": at("10:00"), "n": "0"}, 422),
    "a negative party": ({"t": at("10:00"), "n": "-3"}, 422),
    "a crowd": ({"t": at("10:00"), "n": "99999999999999999999"}, 422),
    "a party of words": ({"t": at("10:00"), "n": "two\u202e😀"}, 422),
}


@pytest.mark.parametrize(("data", "status"), FORGED.values(), ids=FORGED)
def test_a_forged_form_is_answered_with_a_sentence_and_holds_nothing(client, massage, data, status):
    names = {"stranger": ResourceFactory(name="Stranger").pk, "place": LocationFactory().pk}
    response = post(client, massage, **{name: names.get(value, value) for name, value in data.items()})
    assert response.status_code == status
    assert response.context["notice"]["heading"] != ""
    assert not Hold.objects.exists()


@pytest.mark.parametrize(("minutes", "rule"), [(300, "earliest_minutes"), (60 * 24 * 30, "latest_minutes")])
def test_outside_the_booking_window_is_refused_in_words(client, anna, minutes, rule):
    service = ServiceFactory(groups=[[anna]], policy=PolicyFactory(**{rule: minutes}))
    start = hour("10:00") + timedelta(days=7)
    response = post(client, service, t=start.strftime("%Y-%m-%dT09:00Z"))
    assert response.status_code == 409


def test_a_hidden_service_is_no_page(client, massage):
    massage.hidden = True
    massage.save()
    assert post(client, massage, t=at("10:00")).status_code == 404


def test_a_service_that_is_not_booked_online_leads_to_its_page(client, massage):
    massage.online_booking = False
    massage.save()
    assert post(client, massage, t=at("10:00"))["Location"] == "/services/massage/"


def test_without_script_the_choices_lead_back_to_the_page(client, massage, anna):
    response = post(client, massage, look="1", who=anna.pk, n="1", month="2026-12")
    assert (response.status_code, response["Location"]) == (303, f"/services/massage/?month=2026-12&who={anna.pk}")


def test_opening_the_address_leads_to_the_service_and_holds_nothing(client, massage):
    response = client.get(reverse("bookings:hold", args=["massage"]))
    assert (response["Location"], Hold.objects.count()) == ("/services/massage/", 0)


def test_a_form_without_its_cookie_says_that_cookies_are_needed(massage):
    response = post(Client(enforce_csrf_checks=True), massage, t=at("10:00"))
    assert (response.status_code, "needs cookies" in response.content.decode()) == (403, True)
