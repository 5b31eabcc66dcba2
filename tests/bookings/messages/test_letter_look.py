"""A mail reads well in any colour the owner picks, on a phone, by day and by night."""

import pytest

from bookings.messages.words import editable
from bookings.models import Channel
from bookings.templatetags.letter import text_on
from tests.bookings.messages.writing import mail, page
from tests.factories import BusinessFactory

pytestmark = [pytest.mark.django_db]
KINDS = [kind for kind, channel in editable() if channel == Channel.EMAIL]
BODY = "getComputedStyle(document.body)"


@pytest.mark.parametrize(
    ("brand", "words"),
    [("#0c6b58", "#ffffff"), ("#ffffff", "#000000"), ("#767676", "#ffffff"), ("#ffd400", "#000000")],
)
def test_the_button_can_be_read(brand, words):
    assert text_on(brand) == words


def test_the_owners_colour_is_on_what_can_be_pressed():
    BusinessFactory(brand_color="#ffd400")
    assert "background:#ffd400" in page(mail("confirmed"))
    assert "color:#000000" in page(mail("confirmed"))


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_fits_a_narrow_phone(browser, scheme):
    tab = browser.new_page(viewport={"width": 320, "height": 600}, color_scheme=scheme)
    wide = []
    for kind in KINDS:
        tab.set_content(page(mail(kind, title="Deep tissue massage for two people and a dog", resource_name="Vera")))
        wide += [kind] * (tab.evaluate("document.documentElement.scrollWidth") > 320)
    assert (wide, tab.evaluate(f"{BODY}.backgroundColor")) == ([], _PAPER[scheme])


_PAPER = {"light": "rgb(254, 254, 254)", "dark": "rgb(23, 26, 25)"}
