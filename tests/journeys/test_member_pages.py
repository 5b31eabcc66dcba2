"""The pages of members in every state: axe finds nothing, light or dark; none scrolls sideways."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from bookings import links, sign_in
from bookings.models import Contact
from tests.factories import (
    BookingFactory,
    ContactFactory,
    OrderFactory,
    OrderLineFactory,
    PaymentFactory,
    ServiceFactory,
    SignInLinkFactory,
    hour,
)
from tests.journeys.shop import a_day, open_shop
from tests.journeys.test_every_page import look, reader  # noqa: F401 - the eyes that look
from tests.journeys.test_owner_pages import faults as owner_faults

pytestmark = pytest.mark.browser
STUDIO = "Calle de Argumosa 14, 28012 Madrid"


@pytest.fixture
def ada(site):
    open_shop(legal_name="Argumosa Salud SL", tax_number="B12345678")
    return ContactFactory(first_name="Ada", last_name="Lovelace", email="ada@example.com", phone="+34612345678")


def booked(contact, title, start, **more):
    service = ServiceFactory(name=title)
    booked = {"confirmed": True, "resource_name": "Olena Bondar", "location_text": STUDIO} | more
    return BookingFactory(contact=contact, service=service, starts_at=start, first_name="Ada", **booked)


def full(contact):
    """Bookings in several states, and an order that was paid."""
    now = timezone.now()
    booked(contact, "First visit", hour("10:00", a_day()))
    booked(contact, "Deep tissue massage for the back, the neck and the shoulders", hour("18:30", a_day()))
    booked(contact, "Home visit", hour("12:00", a_day()), confirmed=False, pending=True, resource_name="")
    for days, more in ((9, {}), (30, {"confirmed": False, "canceled": True}), (400, {})):
        paid = {"amount_paid": Decimal(40), "payment_status": "paid"}
        if more:
            paid["amount_refunded"] = Decimal(40)
        booking = booked(contact, "Follow-up", now - timedelta(days=days), **more, **paid)
        order = OrderFactory(checkout__online=True, created_at=now - timedelta(days=days + 2))
        OrderLineFactory(order=order, booking=booking)
        PaymentFactory(checkout=order.checkout, state="captured", amount_captured=Decimal(40))
    return order


def enter(reader, contact):  # noqa: F811 - the fixture
    reader.page.goto(f"/sign-in/{sign_in.token(SignInLinkFactory(contact=contact))}/")
    reader.page.get_by_role("button", name="Sign in").click()


def test_signing_in(reader, look, ada):  # noqa: F811 - fixtures
    page = reader.page
    page.goto("/sign-in/")
    look("sign in")
    page.get_by_label("Email").fill("ada@")
    page.get_by_role("button", name="Send me a link").click()
    look("sign in with an error")
    page.goto("/sign-in/sent/")
    look("sign in sent")
    page.goto(f"/sign-in/{sign_in.token(SignInLinkFactory(contact=ada))}/")
    look("sign in link")
    page.goto("/sign-in/made-up/")
    look("sign in link over")
    page.goto("/my/email/made-up/")
    look("address link over")


def by_the_bookings_link(page, order, look):  # noqa: F811 - the fixture
    """The receipt without signing in; on paper it is one page, without anything to press."""
    page.goto(reverse("checkout:receipt", args=[links.token(order.lines.get().booking)]))
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    look("receipt by the booking's link")
    page.emulate_media(media="print")
    hidden = (".top", "footer", "[data-print]")
    assert [page.locator(each).is_visible() for each in (*hidden, "h1")] == [False, False, False, True]
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1
    page.emulate_media(media="screen")


def test_ones_own_pages(reader, look, ada):  # noqa: F811 - fixtures
    page = reader.page
    enter(reader, ada)
    look("my bookings, none")
    page.goto("/my/receipts/")
    look("receipts, none")
    order = full(ada)
    for name, address in (("my bookings", ""), ("receipts", "receipts/"), ("receipt", f"receipts/{order.number}/")):
        page.goto(f"/my/{address}")
        look(name)
    page.emulate_media(media="print")
    assert [page.locator(each).is_visible() for each in (".seg", ".signed", "h1")] == [False, False, True]
    page.emulate_media(media="screen")
    by_the_bookings_link(page, order, look)
    page.goto("/my/details/")
    page.get_by_role("button", name="Make an address").click()
    look("my details")
    page.get_by_label("Phone").fill("12")
    page.get_by_role("button", name="Save", exact=True).click()
    look("my details with an error")
    page.goto("/my/erase/")
    look("erase, refused")
    ada.bookings.filter(starts_at__gt=timezone.now()).delete()
    page.reload()
    look("erase")
    page.get_by_label("Type your email to confirm").fill(ada.email)
    page.get_by_role("button", name="Erase my data for good").click()
    look("erased")


def test_the_owners_page_of_a_person(owner, ada):
    full(ada)
    for act in ("change", "erase"):
        owner.page.goto(f"/admin/bookings/contact/{ada.pk}/{act}/")
        assert owner_faults(owner.page) == []
    ada.bookings.filter(starts_at__gt=timezone.now()).delete()
    owner.page.reload()
    owner.page.get_by_label("Erase it for good").check()
    owner.page.get_by_role("button", name="Erase this person’s data").click()
    assert owner_faults(owner.page) == []
    assert str(Contact.objects.get()) == "Erased"
