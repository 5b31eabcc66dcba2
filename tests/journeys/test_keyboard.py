"""C1 by Tab, Enter, Space and letters alone; the focus is seen, and the bar of a phone never covers it."""

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.customer import Customer
from tests.journeys.shop import a_day, physiotherapy

pytestmark = pytest.mark.browser

# Of what has the focus: the width of its outline or of the row's around it, and how much of it the bar covers.
FOCUS = """() => {
  const at = document.activeElement;
  const outlines = [at, at.closest("label"), at.closest(".row"), at.closest("li")].filter(Boolean)
    .map((each) => getComputedStyle(each)).filter((style) => style.outlineStyle !== "none")
    .map((style) => parseFloat(style.outlineWidth));
  const box = at.getBoundingClientRect();
  const bar = document.querySelector("#slip");
  const fixed = bar && getComputedStyle(bar).position === "fixed" && !bar.contains(at);
  return {
    name: at.outerHTML.slice(0, 120),
    outline: Math.max(0, ...outlines),
    covered: fixed && box.height > 0 && box.top >= bar.getBoundingClientRect().top,
  };
}"""


class Typist(Customer):
    """Goes from control to control with Tab until it has the wanted one."""

    def tab_to(self, selector: str) -> None:
        wanted = self.page.locator(selector).first
        expect(wanted).to_be_attached()
        for _ in range(120):
            if wanted.evaluate("(it) => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
            self.look()
        raise AssertionError(f"Tab never came to {selector}")

    def look(self) -> None:
        focus = self.page.evaluate(FOCUS)
        if "<body" in focus["name"]:
            return
        assert focus["outline"] >= 2, focus
        assert not focus["covered"], focus

    def press(self, key: str, selector: str) -> None:
        self.tab_to(selector)
        self.page.keyboard.press(key)

    def write(self, selector: str, text: str) -> None:
        self.tab_to(selector)
        self.page.keyboard.type(text)


@pytest.fixture
def typist(visit):
    reader = visit(phone=True)
    return Typist(reader.page)


def choose(typist: Typist, page: Page) -> None:
    page.goto("/")
    typist.press("Enter", ".board h3 a")
    page.wait_for_url("**/services/**")
    with typist.swapping():
        typist.press("ArrowDown", "#people input:checked")
    day = f"#d{a_day().isoformat()}"
    while not page.locator(day).count():
        with typist.swapping():
            typist.press("Enter", "#after")
    with typist.swapping():
        typist.press("Enter", day)
    with typist.swapping():
        typist.press("Space", ".time input")
    typist.press("Enter", "#slip button.go")


def test_an_appointment_is_booked_and_paid_with_the_keyboard_alone(typist):
    physiotherapy()
    page = typist.page
    choose(typist, page)
    typist.write("#id_name", "Ada Lovelace")
    typist.write("#id_email", "ada@example.com")
    typist.write("textarea", "A stiff neck.")
    typist.press("Enter", "#details button.go")
    page.wait_for_url("**/checkout/pay/**")
    typist.press("Enter", "#pay button.go")
    page.wait_for_url("**/sandbox/pay/**")
    page.get_by_role("button", name="Pay €20.00").focus()
    page.keyboard.press("Enter")
    expect(typist.ticket).to_be_visible()


def test_a_swap_moves_the_focus_to_what_changed_and_says_it(typist):
    page = typist.page
    page.goto(physiotherapy().get_absolute_url())
    day = page.locator(".month a.day:not(.on)").first
    words = day.get_attribute("aria-label")
    with typist.swapping():
        typist.press("Enter", f"#{day.get_attribute('id')}")
    expect(page.locator("#slots")).to_be_focused()
    expect(page.locator("#status")).to_have_text(words)


def test_errors_take_the_focus_and_lead_to_their_field(visit):
    reader = visit(phone=True, provoking=True)
    reader.pick(physiotherapy(), a_day(), "10:00")
    reader.send_details()
    expect(reader.page.locator("#errors")).to_be_focused()
    assert reader.page.title().startswith("Error:")
    reader.page.locator("#errors a", has_text="Email").click()
    expect(reader.page.locator("#id_email")).to_be_focused()
