"""The words of a JSON Schema, those of the library but for four that take too long or fail on some values. Pure."""

import json
from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

LONGEST_PATTERNED = 60  # characters of a text that is looked at by a pattern
FORMATS = ("date", "email")


def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return _Validator(schema, format_checker=FormatChecker(formats=FORMATS))


def _pattern(validator: Any, pattern: str, instance: object, schema: Any) -> Iterator[ValidationError]:
    """A longer text is refused unlooked: a pattern's time grows with it."""
    if isinstance(instance, str) and len(instance) > LONGEST_PATTERNED:
        yield ValidationError("", validator="maxLength", validator_value=LONGEST_PATTERNED)
    else:
        yield from Draft202012Validator.VALIDATORS["pattern"](validator, pattern, instance, schema)


def _multiple_of(validator: Any, step: float, instance: object, schema: Any) -> Iterator[ValidationError]:
    """As the numbers are written: 0.3 is a multiple of 0.1. The library's division ends in an error where a number is
    larger than a float."""
    if isinstance(instance, int | float) and not isinstance(instance, bool) and _exact(instance) % _exact(step):
        yield ValidationError("")


def _unique_items(validator: Any, unique: bool, instance: object, schema: Any) -> Iterator[ValidationError]:
    """Each written out once: the library compares all with all where they can't be sorted."""
    if unique and isinstance(instance, list) and len({_written(each) for each in instance}) < len(instance):
        yield ValidationError("")


def _enum(validator: Any, choices: list[Any], instance: object, schema: Any) -> Iterator[ValidationError]:
    """The library compares each value with each choice."""
    if _written(instance) not in _all_written(json.dumps(choices)):
        yield ValidationError("")


def _exact(number: float) -> Fraction:
    return Fraction(number) if isinstance(number, int) else Fraction(str(number))


def _written(value: object) -> str:
    return json.dumps(_plain(value), sort_keys=True)


@lru_cache(maxsize=64)
def _all_written(choices: str) -> frozenset[str]:
    return frozenset(_written(choice) for choice in json.loads(choices))


def _plain(value: object) -> object:
    """1.0 is 1, in whatever it lies."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    return {name: _plain(each) for name, each in value.items()} if isinstance(value, dict) else value


_Validator = extend(
    Draft202012Validator,
    {"pattern": _pattern, "multipleOf": _multiple_of, "uniqueItems": _unique_items, "enum": _enum},
)
