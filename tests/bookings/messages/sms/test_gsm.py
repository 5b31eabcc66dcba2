"""What is written so that a text costs no more than it must."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bookings.messages.sms.gsm import in_alphabet, outside, parts, septets

LETTERS = [chr(code) for code in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))]
LATIN = [chr(code) for code in range(0x20, 0x7F)] + [
    letter for letter in LETTERS if unicodedata.name(letter, "").startswith("LATIN")
]


@pytest.mark.parametrize(
    ("typed", "sent"),
    [
        ("ΚΟΜΜΩΤΗΡΙΟ", "KOMMΩTHPIO"),
        ("Calm ✨ Studio ❤\ufe0f", "Calm  Studio "),
        ("👩\u200d🦰 Hair", " Hair"),
        ("Cafe\u0301 man\u0303ana", "Café mañana"),
        ("so\u00adft\u200b hy\ufeffphen", "soft hyphen"),
        ("a\u2003b\u202fc\td", "a b c d"),
        ("₴200 ₹5 £3 ¥4 $1 €2", "UAH200 INR5 £3 ¥4 $1 €2"),
        ("Þór ðe ħal Ŋ ɓ ƿ", "Thor de hal N b w"),
        ("½ price ™ ©", "1/2 price TM (c)"),
        ("‘a’ “b” «c» d—e – f…", '\'a\' "b" "c" d-e - f...'),
    ],
)
def test_each_has_its_plain_equivalent(typed, sent):
    assert in_alphabet(typed) == sent


def test_in_another_script_everything_stays():
    assert in_alphabet("Красота 🎉 ½") == "Красота 🎉 1/2"


@given(st.text(st.sampled_from(LATIN)))
def test_whatever_is_latin_fits_the_alphabet(text):
    assert septets(in_alphabet(text)) is not None


@given(st.text())
def test_writing_it_plainly_twice_changes_nothing(text):
    assert in_alphabet(in_alphabet(text)) == in_alphabet(text)


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 1), ("x" * 160, 1), ("x" * 161, 2), ("€" * 80, 1), ("€" * 81, 2), ("x" * 306, 2), ("x" * 307, 3)],
)
def test_plain_texts_are_counted_as_phones_count_them(text, count):
    assert parts(text) == count


@pytest.mark.parametrize(
    ("text", "count"), [("ї" * 70, 1), ("ї" * 71, 2), ("🎉" * 35, 1), ("🎉" * 36, 2), ("ї" * 134, 2)]
)
def test_other_scripts_have_less_room(text, count):
    assert parts(text) == count


def test_what_doubled_the_price_is_named_once():
    assert outside("Спа, спа €") == ["С", "п", "а", "с"]
