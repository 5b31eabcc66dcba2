"""For mails, whose colours can't be left to a style sheet."""

from django import template

register = template.Library()


@register.filter
def text_on(colour: str) -> str:
    """Black or white, whichever reads better on "#rrggbb": never less than 4.5:1 (WCAG 2.2, 1.4.3)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return "#ffffff" if 1.05 / (light + 0.05) >= 4.5 else "#000000"
