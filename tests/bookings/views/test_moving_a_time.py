"""A customer moves an appointment: pressed late, twice, on an old page, with garbage: S23, S24, S25."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings import links
from bookings.models import Booking, Hold
from services.models import Service
from tests.bookings.lifecycle.times import movable, visit
from tests.bookings.making import place_hold
from tests.bookings.views.asking import at, post
from tests.bookings.views.moving import look, press, text
from tests.factories import ResourceFactory, hour, next_monday

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def service(anna):
    return visit(anna, slot_step_minutes=60)


@pytest.fixture
def booking(service):
    return movable(service)


def fresh(booking):
    booking.refresh_from_db()
    return booking


def test_a_press_moves_it_and_leads_to_its_page(client, booking):
    response = press(client, booking, "12:00")
    assert (response.status_code, response["Location"]) == (303, links.path(booking))
    assert fresh(booking).starts_at == hour("12:00")


def test_the_same_press_twice_leads_there_twice_and_moves_it_once(client, booking):
    answers = [press(client, booking, "12:00") for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(303, links.path(booking))] * 2
    assert (fresh(booking).revision, booking.messages.filter(kind="rescheduled").count()) == (2, 1)


def test_the_same_press_again_after_the_new_cutoff_leads_there_too(client, booking):
    press(client, booking, "12:00")
    Booking.objects.update(reschedule_until=timezone.now() - timedelta(hours=1))
    assert press(client, booking, "12:00").status_code == 303
    assert press(client, booking, "14:00").status_code == 409


def test_a_time_that_went_meanwhile_leaves_it_as_it_was_with_three_others_near(client, service, booking):
    movable(service, "12:00")
    response = press(client, booking, "12:00")
    notice = response.context["notice"]
    assert (response.status_code, fresh(booking).revision, booking.starts_at) == (409, 1, hour("10:00"))
    assert str(notice["heading"]) == "Somebody else has just taken this time."
    assert notice["body"] == "Your booking is as it was. Free near it:"
    assert [words.split(", ")[1] for _url, words in notice["links"]] == ["11:00", "13:00", "14:00"]
    assert response.context["day"] == next_monday()


def test_the_links_near_it_lead_to_the_same_page_with_the_time_chosen(client, service, booking):
    movable(service, "12:00")
    url, _words = press(client, booking, "12:00").context["notice"]["links"][0]
    assert "checked" in text(client.get(url))


def test_a_stale_page_shows_the_present_state_and_asks_again(client, booking):
    press(client, booking, "12:00")
    response = press(client, booking, "14:00")
    assert (response.status_code, fresh(booking).starts_at) == (409, hour("12:00"))
    assert 'name="revision" value="2"' in text(response)
    assert "12:00 with Anna" in text(response)
    assert press(client, booking, "14:00", revision=2).status_code == 303


def test_one_that_was_canceled_meanwhile_shows_its_page(client, booking):
    Booking.objects.update(status="canceled", session=None, takes_places=False, revision=2)
    response = press(client, booking, "12:00")
    assert (response.status_code, response.templates[0].name) == (409, "bookings/manage.html")


def test_after_the_cutoff_the_page_says_since_when_and_whom_to_call(client, booking):
    Booking.objects.update(reschedule_until=timezone.now() - timedelta(hours=1))
    page = client.get(links.path(booking))
    assert page.context["another"].sentence.endswith("Madrid time it could be moved online. Now only we can do it.")
    assert "tel:+34910123456" in text(page)
    refused = press(client, booking, "12:00")
    assert (look(client, booking).status_code, refused.status_code) == (303, 409)
    assert page.context["another"].sentence.replace("\u00a0", " ") in text(refused)


@pytest.mark.parametrize("change", [{"hidden": True}, {"online_booking": False}])
def test_what_is_not_offered_online_any_more_is_moved_by_the_business(client, booking, change):
    Service.objects.update(**change)
    assert client.get(links.path(booking)).context["another"].sentence == (
        "This can't be moved online. Only we can do it."
    )
    assert (look(client, booking).status_code, press(client, booking, "12:00").status_code) == (303, 409)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"clock": ""}, "Choose a time first."),
        ({"clock": "12:00", "revision": "x"}, "Look at the booking and decide again."),
        ({"clock": "12:00", "who": "99999"}, "The person you chose does not offer this here."),
        ({"clock": "12:00", "where": "99999"}, "This is not offered at that place."),
        ({"clock": "12:00", "n": "40"}, "One booking is for 1 people at most."),
        ({"clock": "10:00"}, "It is at this time already."),
    ],
)
def test_what_can_not_be_done_is_said_in_a_sentence(client, booking, data, sentence):
    response = press(client, booking, data.pop("clock"), **data)
    assert (response.status_code, fresh(booking).revision) == (422, 1)
    assert sentence in text(response)


def test_a_start_that_is_not_offered_is_taken_from_nobody(client, booking):
    assert (press(client, booking, "12:07").status_code, fresh(booking).revision) == (409, 1)


def test_without_script_the_times_of_another_person_are_asked_for_first(client, booking):
    response = press(client, booking, "12:00", look=1)
    assert (response.status_code, fresh(booking).revision) == (303, 1)
    assert client.get(response["Location"]).status_code == 200


def test_other_people_are_shown_with_their_price_before_they_are_booked(client, anna):
    booking = movable(visit(anna, policy={"max_participants": 6}), total_participants=2, price=80)
    asked = press(client, booking, "12:00", n=3)
    assert (asked.status_code, fresh(booking).revision) == (422, 1)
    assert "Other people cost something else." in text(asked)
    ((_name, seen),) = asked.context["slip"]["hidden"]
    assert press(client, booking, "12:00", n=3, seen=seen).status_code == 303
    assert (fresh(booking).total_participants, booking.price) == (3, 120)


def test_what_the_same_browser_holds_for_a_new_booking_gives_way(client, service, booking):
    post(client, service, t=at("12:00"))
    assert Hold.objects.count() == 1
    assert (press(client, booking, "12:00").status_code, Hold.objects.count()) == (303, 0)


def test_what_another_browser_holds_does_not(client, service, booking):
    place_hold(service, hour("12:00"), visitor="another")
    assert press(client, booking, "12:00").status_code == 409


def test_a_request_moves_too_and_stays_one(client, anna):
    booking = movable(visit(anna, policy={"needs_approval": True}), pending=True)
    assert press(client, booking, "12:00").status_code == 303
    assert (fresh(booking).status, booking.session.starts_at) == ("pending", hour("12:00"))


def test_presses_are_limited_and_looks_are_not(client, booking, settings):
    settings.LIMITS = {"reschedule": 1}  # ten of one address
    answers = [press(client, booking, "").status_code for _ in range(11)]
    assert (answers, look(client, booking).status_code) == ([422] * 10 + [429], 200)


def test_a_link_of_somebody_else_opens_nothing(client, booking):
    assert client.post("/booking/forged/date/", {"t": "x"}).status_code == 404


def test_with_a_chosen_person_it_is_theirs(client, anna):
    carla = ResourceFactory(name="Carla")
    service = visit(anna, carla)
    service.requirement_groups.update(customer_chooses=True)
    booking = movable(service, resource=anna)
    press(client, booking, "10:00", who=carla.pk)
    assert fresh(booking).resource == carla
