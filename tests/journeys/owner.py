"""The person behind the desk, in Django's admin."""

from django.conf import settings
from playwright.sync_api import Page

from bookings.models import Booking
from tests.factories import OwnerFactory


class Owner:
    def __init__(self, page: Page, client) -> None:
        client.force_login(OwnerFactory(username="marta"))
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": settings.SITE_URL}])
        self.page = page

    def open(self, booking: Booking) -> None:
        self.page.goto(f"/admin/bookings/booking/{booking.pk}/change/")

    def act(self, booking: Booking, word: str, words: str = "") -> None:
        """Confirm, Decline or Cancel, in so many words to the customer."""
        self.open(booking)
        self.page.get_by_role("link", name=word, exact=True).click()
        if words:
            self.page.get_by_label("Your words to the customer").fill(words)
        self.page.locator("main form, #content form").get_by_role("button", name=word).click()
