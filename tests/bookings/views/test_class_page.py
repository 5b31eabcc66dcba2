"""A class's page: its dates with the places that are left, as a list and as a month (journeys.md C5)."""

from datetime import timedelta
from html import unescape

import pytest

from bookings.models import Booking, Hold
from tests.bookings.classes.evening import course, evening, teacher, yoga
from tests.bookings.views.asking import post, see
from tests.factories import BookingFactory, HoldFactory, VariantFactory, WaitingFactory, hour

pytestmark = pytest.mark.django_db


def text(response):
    return unescape(response.content.decode()).replace("\u00a0", " ")


def fill(session, people):
    BookingFactory(standing=True, service=session.service, session=session, total_participants=people)


def test_the_list_shows_dates_people_and_places_left(client):
    service = yoga()
    fill(evening(service, people=[teacher()]), 9)
    page = text(see(client, service))
    assert "18:00" in page and "to 19:00" in page and "Inés" in page
    assert "3 of 12 places left" in page


def test_the_last_place_is_said(client):
    service = yoga(places=2)
    fill(evening(service), 1)
    assert "Last place" in text(see(client, service))


def test_a_full_date_has_no_box_and_leads_to_the_waitlist_where_there_is_one(client):
    service = yoga(places=1, policy={"waitlist": True})
    session = evening(service)
    fill(session, 1)
    page = text(see(client, service))
    assert 'name="s"' not in page
    assert f"/checkout/waitlist/{session.pk}/" in page


def test_a_place_kept_for_the_waitlist_is_not_offered(client):
    service = yoga(places=2, policy={"waitlist": True})
    session = evening(service)
    waiting = BookingFactory(service=service, session=session, status="waiting_list")
    WaitingFactory(booking=waiting, rank=1)
    assert 'name="s"' not in text(see(client, service))


def test_places_that_are_held_by_another_are_not_left(client):
    service = yoga(places=3)
    session = evening(service)
    HoldFactory(service=service, session=session, participants=2)
    assert "Last place" in text(see(client, service))


def test_a_closed_date_says_since_when(client, time_machine):
    service = yoga(policy={"latest_minutes": 12 * 60})
    time_machine.move_to(evening(service).starts_at - timedelta(hours=9), tick=False)
    assert "Online booking closed Mon" in text(see(client, service))


def test_a_date_that_is_called_off_is_not_shown(client):
    service = yoga()
    session = evening(service)
    session.called_off_at = session.starts_at
    session.save()
    assert "No dates are planned" in text(see(client, service))


def test_the_calendar_shows_the_month_and_one_day(client):
    service = yoga()
    first, _second = evening(service), evening(service, 1)
    page = see(client, service, view="month", day=f"{first.starts_at:%Y-%m-%d}")
    assert page.context["month_label"] == f"{hour('18:00'):%B %Y}"
    assert text(page).count('name="s"') == 1


def test_further_dates_are_one_press_away(client):
    service = yoga()
    evening(service)
    evening(service, 21)
    page = see(client, service)
    assert text(page).count('name="s"') == 1
    assert text(client.get(page.context["more_url"][0] + "&weeks=8")).count('name="s"') == 2


def test_queries_do_not_grow_with_dates(client, django_assert_num_queries):
    service = yoga()
    for day in range(12):
        fill(evening(service, day), 2)
    see(client, service)
    with django_assert_num_queries(3):
        see(client, service)


def test_continuing_holds_a_place_in_each_chosen_date(client):
    service = yoga()
    sessions = [evening(service), evening(service, 1)]
    response = post(client, service, s=[each.pk for each in sessions], n=2)
    assert response.status_code == 303 and response.url.startswith("/checkout/")
    assert list(Hold.objects.values_list("session", "participants").order_by("session")) == [
        (each.pk, 2) for each in sessions
    ]


def test_a_full_date_does_not_stop_the_others(client):
    service = yoga(places=1)
    full, free = evening(service), evening(service, 1)
    fill(full, 1)
    response = post(client, service, s=[full.pk, free.pk])
    page = text(client.get(response.url))
    assert Hold.objects.get().session == free
    assert "One date had no room for you" in page


def test_only_full_dates_lead_back_with_a_sentence(client):
    service = yoga(places=1)
    session = evening(service)
    fill(session, 1)
    response = post(client, service, s=session.pk)
    assert (response.status_code, Hold.objects.count()) == (409, 0)
    assert "This class is full." in text(response)


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [({}, "Choose a date first."), ({"s": list(range(1, 12))}, "Choose at most 8 dates at once.")],
)
def test_what_can_not_be_kept_is_said(client, sent, sentence):
    service = yoga()
    evening(service)
    response = post(client, service, **sent)
    assert response.status_code == 422
    assert sentence in text(response)


def test_a_price_follows_the_choices(client):
    service = yoga(rate="varied")
    adult, child = VariantFactory(service=service, name="Adult", price=12), VariantFactory(service=service, price=5)
    session = evening(service)
    slip = see(client, service, "slip", s=session.pk, **{f"v{adult.pk}": 2, f"v{child.pk}": 1})
    assert "€29.00" in text(slip)


def test_nobody_of_a_choice_is_asked_for_again(client):
    service = yoga(rate="varied")
    adult, child = VariantFactory(service=service, name="Adult"), VariantFactory(service=service, name="Child")
    response = post(client, service, s=evening(service).pk, **{f"v{adult.pk}": 0, f"v{child.pk}": 0})
    assert response.status_code == 422
    assert "Say for whom it is" in text(response)


def test_a_course_shows_all_its_dates_and_the_whole_price(client):
    page = text(see(client, course(dates=3)))
    assert page.count("<li><b>") == 3
    assert "3 dates, €90.00 for the whole course" in page and "12 of 12 places left" in page


def test_a_course_is_held_as_a_whole(client):
    service = course()
    response = post(client, service, n=2)
    assert response.status_code == 303
    assert [(hold.schedule, hold.participants) for hold in Hold.objects.all()] == [(service.schedule, 2)]


def test_a_full_course_says_so(client):
    service = course(places=1)
    BookingFactory(standing=True, service=service)
    assert "This course is full." in text(see(client, service))
    assert (post(client, service).status_code, Booking.objects.count()) == (409, 1)


@pytest.mark.parametrize(
    ("policy", "sentence"), [({}, "can't be joined any more"), ({"book_after_start": True}, "2 of 3")]
)
def test_a_course_that_has_begun(client, time_machine, policy, sentence):
    service = course(dates=3, policy=policy)
    time_machine.move_to(hour("20:00"), tick=False)
    assert sentence in text(see(client, service))


def test_a_course_without_dates_to_come_is_not_booked(client):
    service = course(dates=0)
    assert "no dates to come" in text(see(client, service))
    assert post(client, service).status_code in (409, 422)
