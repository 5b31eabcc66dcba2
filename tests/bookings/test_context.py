"""Parts of a page that are made once: for each of their values, and for each language."""

import pytest
from django.utils.translation import override

from bookings.context import _made, kept


@pytest.fixture(autouse=True)
def _nothing_kept():
    _made.cache_clear()


def steps(name, language="en"):
    with override(language):
        return kept("steps", steps=((name, ""),), current=1)


def test_what_was_made_is_not_made_again():
    assert (steps("Service"), _made.cache_info().misses) == (steps("Service"), 1)


def test_other_values_and_other_languages_are_made_anew():
    steps("Service"), steps("Details"), steps("Service", "es")
    assert _made.cache_info().misses == 3
