"""The owner's pages: axe finds nothing, phone or desk, light or dark; none scrolls sideways."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from bookings.actors import Actor
from bookings.lifecycle import confirm_booking
from bookings.models import Booking
from services.models import Business
from tests.bookings.making import book, create
from tests.factories import (
    AlertFactory,
    BookingFactory,
    HeartbeatFactory,
    HoursExceptionFactory,
    MessageFactory,
    OwnerFactory,
    RefundFactory,
    hour,
)
from tests.journeys.looking import OPTIONS, WIDER_THAN_THE_WINDOW
from tests.journeys.shop import a_day, physiotherapy

pytestmark = pytest.mark.browser

# Nothing: what Django's own markup lacks is in our templates (templates/admin) and in static/admin_owner.
LEFT_OUT: list[str] = []
AXE = Axe().axe_script
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
LAYOUT = {"runOnly": {"type": "rule", "values": ["target-size", "scrollable-region-focusable"]}}
# Every rule once; in the dark those that colours decide, on a phone those that the width does.
RUNS = ((1280, "light", OPTIONS), (1280, "dark", COLOURS), (375, "light", LAYOUT))
# Without `preload`, axe does not copy admin's sheets into the page, which its policy forbids.
REPORT = {"resultTypes": ["violations"], "preload": False}
VIOLATIONS = """options => axe.run(document, options).then(answer =>
    answer.violations.flatMap(fault => fault.nodes.map(node => [fault.id, String(node.target)])))"""


@pytest.fixture
def look(owner):
    """look(address, ...): opened one after the other, they have no fault."""
    seen: dict[str, list[str]] = {}

    def look(*addresses: str) -> None:
        for address in addresses:
            owner.page.goto(address)
            seen[address] = faults(owner.page)

    owner.look = look
    yield look
    assert {address: found for address, found in seen.items() if found} == {}, json.dumps(seen, indent=1)


def faults(page: Page) -> list[str]:
    """Each as "1280 dark: color-contrast .help a"; the window is made as high as the page, as in looking.faults."""
    page.evaluate(AXE)
    found, wide = [], 0
    for width, scheme, options in RUNS:
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        if width != wide:
            wide = width
            page.set_viewport_size({"width": width, "height": 844})
            page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
            if sideways := page.evaluate(WIDER_THAN_THE_WINDOW):
                found.append(f"{width}: {sideways} px too wide")
        violations = page.evaluate(VIOLATIONS, options | REPORT)
        found += [f"{width} {scheme}: {rule} {target}" for rule, target in violations if rule not in LEFT_OUT]
    return found


def the_list(model: str) -> str:
    return reverse(f"admin:{model}_changelist")


def the_page(row) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def doubled() -> Booking:
    """Confirmed by the owner although somebody else has the time."""
    service = physiotherapy(pay_in_person=True)
    person = service.requirement_groups.get().resources.first()
    second = create(service, hour("10:00", a_day()), person)
    book(service, hour("10:00", a_day()), person)
    confirm_booking(second, by=Actor.owner(OwnerFactory()), now=timezone.now())
    second.refresh_from_db()
    assert second.double_booked
    return second


def test_signing_in_and_the_first_page(visit, look):
    stranger = visit().page
    stranger.goto("/admin/")
    assert faults(stranger) == []
    booking = doubled()
    AlertFactory(booking=booking)
    HeartbeatFactory()
    look("/admin/")


def test_bookings_and_what_can_be_done_to_them(look):
    booking = doubled()
    MessageFactory(booking=booking)
    asked = create(booking.service, hour("12:00", a_day()))
    acts = [reverse("admin:bookings_booking_act", args=[asked.pk, act]) for act in ("confirm", "decline", "cancel")]
    done = reverse("admin:bookings_booking_act", args=[booking.pk, "decline"])
    look(the_list("bookings_booking"), the_page(booking), *acts, done)


def test_messages_alerts_and_money(look):
    refund, message, alert = RefundFactory(state="failed", amount=10), MessageFactory(), AlertFactory()
    look(*(the_list(model) for model in ("bookings_message", "checkout_order", "checkout_payment")))
    look(*(the_page(row) for row in (message, alert, refund.line.order, refund.payment)))
    look(reverse("admin:checkout_refund_act", args=[refund.pk, "retry"]))
    look(reverse("admin:checkout_order_give_back", args=[refund.line.order_id]))


def test_balances_due_marking_as_paid_and_the_books_as_files(look):
    booking = BookingFactory(confirmed=True)
    look(reverse("admin:checkout_balances"), reverse("admin:checkout_files"))
    look(reverse("admin:bookings_booking_act", args=[booking.pk, "mark-paid"]))


def test_what_is_offered(look):
    service = physiotherapy()
    look(*(the_list(f"services_{model}") for model in ("service", "location", "policy")))
    look(*(the_page(row) for row in (service, service.policy, Business.objects.current())))
    look(reverse("admin:services_category_delete", args=[service.category_id]))


def test_hours_and_what_can_be_wrong_there(look, owner):
    person = physiotherapy().requirement_groups.get().resources.first()
    HoursExceptionFactory(schedule=person.schedule)
    look(the_list("services_resource"), the_page(person))
    owner.page.get_by_label("To", exact=True).first.fill("08:00")
    owner.page.get_by_role("button", name="Save", exact=True).click()
    expect(owner.page.get_by_text("Tick “ends the next day” if this is a night")).to_have_count(1)
    owner.page.get_by_role("button", name="Add another Weekly hours").click()
    assert faults(owner.page) == []
