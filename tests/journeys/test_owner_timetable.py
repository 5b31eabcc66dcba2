"""The owner says when a class meets, and is asked before people are moved (journeys.md O2, O3)."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from bookings.models import Session
from tests.factories import (
    BookingFactory,
    BusinessFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    VariantFactory,
    WeeklyRuleFactory,
    next_monday,
)
from tests.factories.times import MADRID
from tests.journeys.test_owner_pages import faults

pytestmark = pytest.mark.browser


@pytest.fixture
def yoga(site):
    BusinessFactory(horizon_days=30)
    return ServiceFactory(of_class=True, name="Yoga", groups=[[ResourceFactory(name="Anna")]])


def times():
    starts = Session.objects.values_list("starts_at", flat=True)
    return {f"{start.astimezone(MADRID):%H:%M}" for start in starts}


def test_from_the_class_to_its_dates_and_to_another_time_for_some_of_them(owner, yoga):
    page = owner.page
    page.goto(f"/admin/services/service/{yoga.pk}/change/")
    page.get_by_role("link", name="Add a weekly rule").click()
    expect(page.get_by_label("Anna")).to_be_checked()
    page.get_by_label("Monday").check()
    page.get_by_label("Start", exact=False).first.fill("18:00")
    assert faults(page) == []
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("dates are new in the timetable")).to_be_visible()

    session = Session.objects.first()
    BookingFactory(standing=True, service=yoga, session=session, starts_at=session.starts_at)
    page.get_by_role("link", name="Yoga").first.click()
    page.get_by_label("Start", exact=False).first.fill("20:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("heading", name="People are booked on 1 date")).to_be_visible()
    assert times() == {"18:00"}
    assert faults(page) == []

    page.get_by_label("Leave this date as it is").check()
    page.get_by_role("alert").get_by_role("button", name="Save").click()
    expect(page.get_by_text("As it was, with its people")).to_be_visible()
    assert times() == {"18:00", "20:00"}
    assert faults(page) == []


def test_the_form_shows_what_belongs_to_the_kind_and_the_rate(owner, site):
    page = owner.page
    page.goto("/admin/services/service/add/")
    expect(page.get_by_label("Places", exact=False).first).to_be_hidden()
    expect(page.get_by_role("region", name="Choices with their prices")).to_be_hidden()
    page.get_by_label("Kind").select_option("class")
    page.get_by_label("Rate").select_option("varied")
    expect(page.get_by_label("Places", exact=False).first).to_be_visible()
    expect(page.get_by_label("What people choose")).to_be_visible()
    expect(page.locator("#id_variants-1-price")).to_be_visible()
    expect(page.locator("#id_price")).to_be_hidden()
    assert faults(page) == []


def test_deleting_a_rule_and_a_class_with_choices_have_no_fault(owner, yoga):
    rule = WeeklyRuleFactory(schedule=yoga.schedule, last_on=next_monday() + timedelta(days=7))
    session = SessionFactory(service=yoga, rule=rule, rule_on=rule.first_on)
    BookingFactory(standing=True, service=yoga, session=session)
    varied = VariantFactory(service=ServiceFactory(of_class=True, rate="varied", variant_option="Age")).service
    for address in (f"weeklyrule/{rule.pk}/delete/", f"service/{varied.pk}/change/"):
        owner.page.goto(f"/admin/services/{address}")
        assert faults(owner.page) == []
