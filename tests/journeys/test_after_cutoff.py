"""After the cutoff a page says since when, in both zones, and how to reach the business (journeys.md S25)."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from bookings import links
from services.models import Business
from tests.factories import BookingFactory, PolicyFactory
from tests.journeys.looking import faults, sideways
from tests.journeys.shop import physiotherapy

pytestmark = pytest.mark.browser
POLICY = {
    "customer_may_cancel": True,
    "cancel_cutoff_minutes": 1440,
    "late_cancel": "refused",
    "customer_may_reschedule": True,
    "reschedule_cutoff_minutes": 1440,
}


@pytest.fixture
def too_late():
    service = physiotherapy()
    service.policy = PolicyFactory(**POLICY)
    service.save()
    Business.objects.update(phone="+34910123456", email="desk@example.com")
    start = timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=5)
    terms = service.policy.terms()
    return BookingFactory(
        service=service,
        confirmed=True,
        starts_at=start,
        contact_time_zone="America/New_York",
        reschedule_until=terms.reschedule_until(start),
        created_at=start - timedelta(days=9),
        checkout_completed_at=start - timedelta(days=9),
    )


def test_it_says_since_when_and_offers_phone_and_email(customer, too_late):
    page = customer.page
    page.goto(links.path(too_late))
    for part, verb in (("#cancel", "cancel it"), ("#date", "do it")):
        section = page.locator(part)
        since = re.compile(rf"Until .* Madrid time \(in New York: .*\) it could be .*\. Now only we can {verb}\.")
        expect(section.get_by_text(since)).to_be_visible()
        call = section.get_by_role("link", name="Call +34 910 12 34 56")
        assert call.get_attribute("href") == "tel:+34910123456"
        assert section.get_by_role("link", name="Write to us").get_attribute("href") == "mailto:desk@example.com"
        expect(section.get_by_role("button")).to_have_count(0)


def test_its_page_has_no_fault_and_fits(visit, too_late):
    page = visit(script=True).page
    page.goto(links.path(too_late))
    assert (faults(page), sideways(page)) == ([], {})
