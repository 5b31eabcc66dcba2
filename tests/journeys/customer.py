"""A person with a browser, step by step through a booking (journeys.md C1)."""

import re
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, time

from playwright.sync_api import Locator, Page, expect

from bookings.models import Booking
from services.models import Business
from tests.checkout.walk import details_url, pick_of

ADA = {"Your name": "Ada Lovelace", "Email": "ada@example.com"}


class Customer:
    """`script`: whether this browser runs any. The steps are the same; only waiting for swaps differs."""

    def __init__(self, page: Page, *, script: bool = True):
        self.page, self.script = page, script

    @contextmanager
    def swapping(self):
        """What is done inside fetches a piece of the page; goes on when it has settled."""
        with self.page.expect_response(lambda answer: "hx-request" in answer.request.headers):
            yield
        expect(self.page.locator(".htmx-request, .htmx-swapping, .htmx-settling, .htmx-added")).to_have_count(0)

    def choose_person(self, name: str) -> None:
        self.follow(self.page.locator("#people label", has_text=name))
        if not self.script:
            self.page.get_by_role("button", name="Show the times").click()

    def choose_day(self, day: date) -> None:
        link = self.page.locator(f"#d{day.isoformat()}")
        while not link.count():
            self.follow(self.page.locator("#after"))
        self.follow(link)

    def follow(self, it: Locator) -> None:
        """A click that fetches a piece of the page where script runs."""
        with self.swapping() if self.script else nullcontext():
            it.click()

    def choose_time(self, clock: str) -> None:
        self.follow(self.page.locator("label.time", has_text=clock))

    def go_on(self) -> None:
        self.page.get_by_role("button", name="Continue to your details").click()

    def pick(self, service, day: date, clock: str) -> None:
        """From the service's page to the details."""
        self.page.goto(service.get_absolute_url())
        self.choose_day(day)
        self.choose_time(clock)
        self.go_on()
        expect(self.page.get_by_role("heading", level=1)).to_have_text("Your details")

    def fill(self, answers: dict[str, str] | None = None) -> None:
        for label, answer in (ADA | (answers or {})).items():
            self.page.get_by_label(re.compile(f"^{re.escape(label)}")).fill(answer)

    def send_details(self) -> None:
        self.page.locator("#details button.go").click()

    def go_to_provider(self) -> None:
        self.page.locator("#pay button.go").click()
        self.page.wait_for_url("**/sandbox/pay/**")

    def pay_in_person(self) -> None:
        """Without script the page shows what is due that way first, and asks again."""
        self.follow(self.page.locator("label.pick", has_text="In person"))
        self.page.locator("#pay button.go").click()
        if not self.script:
            expect(self.page.get_by_role("alert")).to_contain_text("You chose another way to pay.")
            self.page.locator("#pay button.go").click()

    def at_provider(self, button: str) -> None:
        self.page.get_by_role("button", name=button).first.click()

    def book(self, service, day: date, clock: str, answers: dict[str, str] | None = None) -> Booking:
        """Up to the payment page, or past it where nothing is paid online; from the details on, by their address."""
        start = datetime.combine(day, time.fromisoformat(clock), Business.objects.current().zone)
        self.page.goto(details_url(pick_of(service, start, held=False)))
        self.fill(answers)
        self.send_details()
        self.page.wait_for_url(re.compile("/checkout/(pay|done)/|/booking/"))
        return Booking.objects.latest("pk")

    @property
    def heading(self) -> Locator:
        return self.page.get_by_role("heading", level=1)

    @property
    def ticket(self) -> Locator:
        return self.page.locator("section.ticket")
