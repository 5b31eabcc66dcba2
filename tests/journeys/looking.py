"""Looking at a page as people who can't see it, zoom it or hold it on a small phone do."""

from pathlib import Path

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

PICTURES = Path(__file__).parent / "pictures"
RULES = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
NARROW = {"width": 320, "height": 800}
WIDER_THAN_THE_WINDOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
DOUBLE_TEXT = "document.documentElement.style.fontSize = '200%'"


def faults(page: Page) -> list[str]:
    """What axe finds on a phone, light and dark, and on a desk; each as "390 dark: color-contrast .notice p".

    The window is made as high as the page, so that the bar at its foot covers nothing by chance.
    """
    found, size = [], page.viewport_size
    for width, scheme in ((390, "light"), (390, "dark"), (1280, "light")):
        page.set_viewport_size({"width": width, "height": 844})
        page.set_viewport_size({"width": width, "height": page.evaluate("document.documentElement.scrollHeight")})
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        for fault in Axe().run(page, options=OPTIONS).response["violations"]:
            found += [f"{width} {scheme}: {fault['id']} {node['target']}" for node in fault["nodes"]]
    page.emulate_media(color_scheme="light")
    page.set_viewport_size(size)
    return found


def sideways(page: Page) -> dict[str, int]:
    """By how many pixels a page is too wide: 320 px, and with text twice as large on a phone and at 640 px."""
    size = page.viewport_size
    page.set_viewport_size(NARROW)
    too_wide = {"at 320 px": page.evaluate(WIDER_THAN_THE_WINDOW)}
    page.evaluate(DOUBLE_TEXT)
    for width in (390, 640):
        page.set_viewport_size({"width": width, "height": 800})
        too_wide[f"at 200 % and {width} px"] = page.evaluate(WIDER_THAN_THE_WINDOW)
    page.evaluate("document.documentElement.style.fontSize = ''")
    page.set_viewport_size(size)
    return {where: pixels for where, pixels in too_wide.items() if pixels > 0}
