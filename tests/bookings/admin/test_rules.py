"""The owner says when a class meets; where people are booked the page asks first (journeys.md O3)."""

from datetime import time, timedelta

import pytest
from django.contrib.messages import get_messages

from bookings.models import Alert, Session
from services.models import WeeklyRule
from tests.factories import (
    AlertFactory,
    BookingFactory,
    BusinessFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    hour,
    next_monday,
)

pytestmark = pytest.mark.django_db
LIST, ADD = "/admin/services/weeklyrule/", "/admin/services/weeklyrule/add/"


@pytest.fixture
def yoga(client, now):
    client.force_login(OwnerFactory())
    BusinessFactory(horizon_days=(next_monday() - now.date()).days + 20)
    return ServiceFactory(of_class=True, name="Yoga", duration_minutes=60)


@pytest.fixture
def send(client, yoga):
    """The response to the form, sent to add a rule or to change one."""

    def send(rule=None, **changes):
        data = {
            "schedule": yoga.schedule.pk, "weekdays": ["0"], "start_time": "18:00", "first_on": next_monday(),
        } | changes  # fmt: skip
        return client.post(f"{LIST}{rule.pk}/change/" if rule else ADD, data)

    return send


@pytest.fixture
def rule(send):
    send()
    return WeeklyRule.objects.get()


@pytest.fixture
def booked(rule):
    session = rule.sessions.get(rule_on=next_monday())
    return BookingFactory(standing=True, service=session.service, session=session, starts_at=session.starts_at)


def said(response):
    return [str(each) for each in get_messages(response.wsgi_request)][:-1]  # the last is Django's own


def starts():
    return list(Session.objects.values_list("starts_at", flat=True))


def test_a_new_rule_has_its_dates_at_once(send):
    response = send(weekdays=["0", "3"], resources=[ResourceFactory().pk])

    assert response.status_code == 302
    assert Session.objects.count() == 6
    assert said(response) == ["6 dates are new in the timetable."]


def test_a_date_that_is_taken_is_said_and_leads_to_the_alerts(send):
    anna = ResourceFactory()
    BookingFactory(confirmed=True, service=ServiceFactory(groups=[[anna]]), starts_at=hour("18:00"))
    told = said(send(resources=[anna.pk]))

    assert told[0] == "2 dates are new in the timetable."
    assert told[1].startswith("Not held, since somebody is taken then: Mon")
    assert Alert.objects.count() == 1


def test_a_rule_without_people_booked_is_changed_without_a_question(send, rule):
    response = send(rule, start_time="20:00")

    assert response.status_code == 302
    assert starts()[0] == hour("20:00")
    assert said(response)[-2:] == ["3 dates without people have gone.", "3 dates are new in the timetable."]


def test_with_people_booked_it_asks_and_writes_nothing(send, rule, booked):
    response = send(rule, start_time="20:00")
    rule.refresh_from_db()
    form = response.context["adminform"].form

    assert response.status_code == 200
    assert (rule.start_time, starts()[0]) == (time(18), hour("18:00"))
    assert form.errors == {"booked": ["Say what becomes of the dates with people."]}
    assert [(each.people, each.goes_to.starts_at) for each in form.affected] == [(1, hour("20:00"))]
    assert form["start_time"].value() == "20:00"


def test_the_question_names_the_date_and_offers_both_answers(send, rule, booked):
    page = send(rule, start_time="20:00").content.decode()

    assert "People are booked on 1 date" in page
    assert "Leave this date as it is: it becomes an exception." in page
    assert "Move it too, and tell the people who are booked." in page


def test_left_as_it_is_it_stays_with_its_people(send, rule, booked):
    response = send(rule, start_time="20:00", booked="keep")

    assert response.status_code == 302
    assert starts() == [hour("18:00"), *(hour("20:00", next_monday() + timedelta(weeks=n)) for n in (1, 2))]
    assert said(response)[-2].startswith("As it was, with its people: Mon")


def test_moved_too_its_people_have_the_new_time(send, rule, booked):
    send(rule, start_time="20:00", booked="move")
    booked.refresh_from_db()

    assert booked.starts_at == hour("20:00")


def test_where_nothing_can_move_only_leaving_is_offered(send, rule, booked):
    last = next_monday() + timedelta(days=60)
    form = send(rule, first_on=last - timedelta(days=30), last_on=last, booked="move").context["adminform"].form

    assert [value for value, _ in form.fields["booked"].choices] == ["keep"]
    assert form.errors == {"booked": ["Say what becomes of the dates with people."]}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"weekdays": []}, "weekdays"), ({"start_time": ""}, "start_time"), ({"last_on": "2020-01-01"}, "last_on")],
)
def test_what_is_missing_or_wrong_is_said_at_its_field(send, rule, booked, wrong, field):
    assert list(send(rule, **wrong).context["adminform"].form.errors) == [field]


def test_deleting_shows_who_is_booked_and_leaves_them(client, rule, booked):
    AlertFactory(booking=None, rule=rule, kind="timetable", text="Taken.")
    address = f"{LIST}{rule.pk}/delete/"
    page = client.get(address).content.decode()
    assert "1 date has people" in page

    client.post(address, {"post": "yes"})
    assert not WeeklyRule.objects.exists()
    assert starts() == [hour("18:00")]


def test_several_are_never_deleted_unseen(client, rule):
    client.post(LIST, {"action": "delete_selected", "_selected_action": [rule.pk], "post": "yes"})

    assert WeeklyRule.objects.exists()


def test_the_class_of_a_rule_stays(send, rule):
    other = ServiceFactory(of_class=True)
    send(rule, schedule=other.schedule.pk)
    rule.refresh_from_db()

    assert rule.schedule.service_id != other.pk


def test_whoever_may_not_move_sessions_is_not_offered_to(client, send, rule, booked):
    client.force_login(UserFactory(staff=True, permissions=["services.view_weeklyrule", "services.change_weeklyrule"]))
    form = send(rule, start_time="20:00", booked="move").context["adminform"].form

    assert [value for value, _ in form.fields["booked"].choices] == ["keep"]
