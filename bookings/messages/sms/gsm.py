"""The GSM 7-bit alphabet: 160 characters a text. One character outside of it makes that 70, and doubles the price."""

import re
import unicodedata

SINGLE = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
DOUBLE = frozenset("^{}\\[~]|€")  # each takes the room of two
ONE_TEXT, PART = 160, 153  # of one that comes in parts, each part gives up some room
ONE_WIDE_TEXT, WIDE_PART = 70, 67  # in another alphabet
EQUIVALENTS = str.maketrans(
    {
        "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "‹": "'", "›": "'", "`": "'", "´": "'",
        "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"',
        "‐": "-", "‑": "-", "‒": "-", "–": "-", "—": "-", "―": "-", "−": "-",
        "…": "...", "•": "*", "·": ".", "×": "x", "⁄": "/", "¦": "|", "→": "->",
        "\u2028": "\n", "\u2029": "\n", "\u0085": "\n",
        "Ł": "L", "ł": "l", "Đ": "D", "đ": "d", "Ð": "D", "ð": "d", "Þ": "Th", "þ": "th", "Ħ": "H", "ħ": "h",
        "ı": "i", "Œ": "OE", "œ": "oe", "ẞ": "ss", "Ə": "E", "ə": "e", "Ŋ": "N", "ŋ": "n",
        "₴": "UAH", "₹": "INR", "₽": "RUB", "₩": "KRW", "₪": "ILS", "₺": "TRY", "₫": "VND", "₱": "PHP", "₦": "NGN",
        "₡": "CRC", "₸": "KZT", "₾": "GEL", "₼": "AZN", "¢": "c",
        "©": "(c)", "µ": "u",
        # Capitals that Greek shares with Latin: the same sign on every phone.
        "Α": "A", "Β": "B", "Ε": "E", "Ζ": "Z", "Η": "H", "Ι": "I", "Κ": "K", "Μ": "M", "Ν": "N", "Ο": "O", "Ρ": "P",
        "Τ": "T", "Υ": "Y", "Χ": "X",
    }
)  # fmt: skip
_SILENT = frozenset({"So", "Sk", "Sm", "Cf", "Cn", "Co", "Mn", "Me"})  # pictures, signs, what joins and marks them
_LATIN = re.compile(
    r"LATIN (?:(?P<size>SMALL|CAPITAL) )?(?:LETTER|LIGATURE) (?:[A-Z-]+ )*?(?P<letter>[A-Z]+)( WITH .+)?"
)


def in_alphabet(text: str) -> str:
    """`text` with what has a plain equivalent replaced. Pictures and other signs are left out where without them it
    fits; in another script they stay, with the rest."""
    plain = "".join(_plain(character) for character in unicodedata.normalize("NFC", text).translate(EQUIVALENTS))
    if septets(plain) is not None:
        return plain
    heard = "".join(part for part in plain if part in SINGLE or unicodedata.category(part) not in _SILENT)
    return heard if septets(heard) is not None else plain


def septets(text: str) -> int | None:
    """The room that `text` takes; None where it does not fit the alphabet."""
    if not set(text) <= SINGLE | DOUBLE:
        return None
    return len(text) + sum(character in DOUBLE for character in text)


def parts(text: str) -> int:
    """As how many texts it is sent, and paid for."""
    room, whole, part = septets(text), ONE_TEXT, PART
    if room is None:  # counted as UTF-16 has it: a picture takes the room of two letters
        room, whole, part = len(text.encode("utf-16-le")) // 2, ONE_WIDE_TEXT, WIDE_PART
    return 1 if room <= whole else -(-room // part)


def outside(text: str) -> list[str]:
    """The characters because of which `text` is paid for at double the price, each once."""
    return list(dict.fromkeys(character for character in text if character not in SINGLE | DOUBLE))


def _plain(character: str) -> str:
    if character in SINGLE or character in DOUBLE:
        return character
    if unicodedata.category(character) in ("Zs", "Cc"):
        return " "
    parts = unicodedata.normalize("NFKD", character)
    base = "".join(part for part in parts if not unicodedata.combining(part)).translate(EQUIVALENTS)
    return base if base and septets(base) is not None else _letter(character)


def _letter(character: str) -> str:
    """Any letter of the Latin script by its name: "LATIN SMALL LETTER B WITH HOOK" is a b. Others as they are."""
    found = _LATIN.fullmatch(unicodedata.name(character, ""))
    if found is None:
        return character
    letter = found["letter"] if len(found["letter"]) == 2 else found["letter"][0]
    return letter if found["size"] == "CAPITAL" else letter.lower()
