"""The GSM 7-bit alphabet: 160 characters a text. One character outside of it makes that 70."""

import unicodedata

SINGLE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€")  # each takes the room of two
ONE_TEXT = 160
EQUIVALENTS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "′": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
        "–": "-", "—": "-", "‑": "-", "−": "-", "…": "...", "•": "*", "·": ".", "×": "x", "`": "'",
        "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "Ł": "L", "ł": "l", "Đ": "D", "đ": "d",
        "ı": "i", "Œ": "OE", "œ": "oe", "ẞ": "ss",
    }
)  # fmt: skip


def in_alphabet(text: str) -> str:
    """`text` with what has a plain equivalent replaced; the rest (another script, emoji) stays as it is."""
    return "".join(_plain(character) for character in text.translate(EQUIVALENTS))


def septets(text: str) -> int | None:
    """The room that `text` takes; None where it does not fit the alphabet."""
    if not set(text) <= SINGLE | DOUBLE:
        return None
    return len(text) + sum(character in DOUBLE for character in text)


def _plain(character: str) -> str:
    if character in SINGLE or character in DOUBLE:
        return character
    base = "".join(part for part in unicodedata.normalize("NFKD", character) if not unicodedata.combining(part))
    return base if base and septets(base) is not None else character
