"""Browser contexts that note what no page of ours may do."""

import re
from urllib.parse import urlsplit

from playwright.sync_api import Browser, BrowserContext, Page

PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
# A page that was refused says so in the console too; tests that provoke a refusal know.
PROVOKED = re.compile(
    r"Failed to load resource|Response Status Error Code|htmx:(sendError|responseError|timeout|afterRequest)"
)


class Visits:
    """On leaving: no error in any console, no breach of the policy, no request to another host."""

    def __init__(self, browser: Browser, site: str, origins: tuple[str, str]):
        self.browser, self.site = browser, site
        self.hosts = {urlsplit(origin).netloc for origin in origins}
        self.contexts: list[BrowserContext] = []
        self.complaints: list[str] = []

    def open(self, *, script: bool = True, phone: bool = False, provoking: bool = False, **more) -> Page:
        """`provoking`: requests will fail, and the console may say that they did. Phones see pages move."""
        motion = "no-preference" if phone else "reduce"
        context = self.browser.new_context(
            base_url=self.site,
            java_script_enabled=script,
            **{
                "viewport": PHONE if phone else DESK,
                "timezone_id": "Europe/Madrid",
                "locale": "en-GB",
                "reduced_motion": motion,
            }
            | more,
        )
        context.set_default_timeout(15_000)
        context.on("console", lambda message: self._hear(message.type, message.text, provoking))
        context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        context.on("request", lambda request: self._see(request.url))
        self.contexts.append(context)
        return context.new_page()

    def _hear(self, kind: str, text: str, provoking: bool) -> None:
        if kind == "error" and not (provoking and PROVOKED.search(text)):
            self.complaints.append(text)

    def _see(self, url: str) -> None:
        if urlsplit(url).scheme in ("http", "https") and urlsplit(url).netloc not in self.hosts:
            self.complaints.append(f"asked another host: {url}")

    def __enter__(self) -> "Visits":
        return self

    def __exit__(self, kind: object, *args: object) -> None:
        for context in self.contexts:
            context.close()
        if kind is None:
            assert self.complaints == [], self.complaints
