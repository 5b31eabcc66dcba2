"""A class or course on the owner's page of a service."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse

from services.models import Schedule
from tests.factories import (
    BookingFactory,
    OwnerFactory,
    ServiceFactory,
    SessionFactory,
    VariantFactory,
    WeeklyRuleFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    client.force_login(OwnerFactory())
    return client


def address(service):
    return reverse("admin:services_service_change", args=[service.pk])


def save(client, service, **changes):
    """As the browser would: what the page shows, with these changes."""
    form = client.get(address(service)).context["adminform"].form
    shown = {bound.name: bound.value() for bound in form}
    data = {name: value for name, value in shown.items() if value not in (None, "") and value is not False}
    for prefix in ("variants", "requirement_groups", "questions"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post(address(service), data | changes)
    assert response.status_code == 302, response.context["adminform"].form.errors
    service.refresh_from_db()
    return [str(said) for said in get_messages(response.wsgi_request) if said.level_tag == "warning"]


@pytest.mark.parametrize("what", ["nothing", "rule", "session", "booking"])
def test_the_kind_can_be_changed_until_something_rests_on_it(owner, what):
    service = ServiceFactory(of_class=True)
    if what == "rule":
        WeeklyRuleFactory(schedule=service.schedule)
    if what in ("session", "booking"):
        session = SessionFactory(service=service)
    if what == "booking":
        BookingFactory(canceled=True, service=service, session=session)
    save(owner, service, kind="course")

    assert service.kind == ("course" if what == "nothing" else "class")


def test_the_places_of_a_course_are_those_of_the_whole(owner):
    course = ServiceFactory(course=True)
    WeeklyRuleFactory(schedule=course.schedule)
    SessionFactory(service=course)
    assert save(owner, course, default_capacity=20) == []

    assert Schedule.objects.get(service=course).capacity == 20


def test_the_page_shows_the_places_that_the_course_has(owner):
    course = ServiceFactory(course=True, default_capacity=12)
    Schedule.objects.filter(service=course).update(capacity=15)

    assert owner.get(address(course)).context["adminform"].form["default_capacity"].value() == 15


@pytest.mark.parametrize("kind", ["class", "course"])
def test_what_becomes_a_group_is_asked_for_its_places(owner, kind):
    service = ServiceFactory()
    with pytest.raises(AssertionError, match="Say how many people have a place"):
        save(owner, service, kind=kind)
    save(owner, service, kind=kind, default_capacity=8)

    assert (service.kind, service.default_capacity) == (kind, 8)


def test_the_page_leads_to_when_it_meets(owner):
    service, appointment = ServiceFactory(of_class=True), ServiceFactory()
    rules = f"{reverse('admin:services_weeklyrule_changelist')}?schedule__service__id__exact={service.pk}"

    assert rules in owner.get(address(service)).content.decode()
    assert "weeklyrule" not in owner.get(address(appointment)).content.decode().partition('id="content"')[2]


def test_a_service_with_choices_opens(owner):
    assert owner.get(address(VariantFactory().service)).status_code == 200


@pytest.mark.parametrize("field", ["duration_minutes", "default_capacity"])
def test_dates_that_do_not_follow_are_said_and_how_they_do(owner, field):
    service = SessionFactory(service=ServiceFactory(of_class=True)).service
    WeeklyRuleFactory(schedule=service.schedule)
    rules = f"{reverse('admin:services_weeklyrule_changelist')}?schedule__service__id__exact={service.pk}"

    assert save(owner, service, name="Other") == []
    assert save(owner, service, **{field: 45}) == [
        "Dates that are in the timetable stay as they are. For them to follow,"
        f' <a href="{rules}">select their weekly rules and bring the dates in line</a>.'
    ]
