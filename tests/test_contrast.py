"""Whatever colour the owner picks, text and controls stay legible, by day and by night."""

from itertools import product

import pytest

from bookings.views import assets

pytestmark = pytest.mark.browser

STEPS = (0, 43, 85, 128, 170, 213, 255)
BRANDS = [f"#{red:02x}{green:02x}{blue:02x}" for red, green, blue in product(STEPS, repeat=3)]

# What stands on what, and the least contrast it may have (WCAG 2.2: 1.4.3 and 1.4.11).
PAIRS = [
    *[("ink", ground, 7) for ground in ("paper", "tint", "wash")],
    *[("ink-2", ground, 4.5) for ground in ("paper", "tint", "wash")],
    *[("accent", ground, 4.5) for ground in ("paper", "tint")],
    *[("bad", ground, 4.5) for ground in ("paper", "bad-wash")],
    ("on-fill", "fill", 4.5),
    ("on-deep", "deep", 4.5),
    *[("edge", ground, 3) for ground in ("paper", "tint")],
    ("accent", "rule", 3),
]

MEASURE = """
([brands, theme, pairs]) => {
  const root = document.documentElement;
  root.dataset.theme = theme;
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const probe = document.body.appendChild(document.createElement("i"));
  const light = (token) => {
    probe.style.color = `var(--${token})`;
    canvas.fillStyle = getComputedStyle(probe).color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].map((byte) => {
      const part = byte / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const worst = pairs.map(() => [99, ""]);
  for (const brand of brands) {
    root.style.setProperty("--brand", brand);
    pairs.forEach(([front, back], at) => {
      const [high, low] = [light(front), light(back)].sort((a, b) => b - a);
      const contrast = (high + 0.05) / (low + 0.05);
      if (contrast < worst[at][0]) worst[at] = [contrast, brand];
    });
  }
  return worst;
}
"""


@pytest.fixture
def measure(browser):
    page = browser.new_page()
    page.set_content(f"<!doctype html><style>{assets.joined()}</style>")
    # Transitions would hand out colours on their way.
    page.add_style_tag(content="* { transition: none !important }")
    yield lambda theme: page.evaluate(MEASURE, [BRANDS, theme, PAIRS])
    page.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_pair_is_legible_in_any_brand_colour(measure, theme):
    measured = zip(PAIRS, measure(theme), strict=True)
    assert [(*pair, *worst) for pair, worst in measured if worst[0] < pair[2]] == []
