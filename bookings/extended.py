"""Whether extra fields are what their namespace's JSON Schema says, in words for who typed them. Pure.

The schemas are those that `bookings.extended_schema` lets through: draft 2020-12 without references and alternatives,
so that a check always ends, asks nothing of the network and takes about as long as its data is long.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from bookings.extended_keywords import validator
from bookings.extended_words import sentence

MOST_BYTES = 8 * 1024  # all that one booking carries, as JSON
DEEPEST = 8
MOST_DIGITS = 15  # of a whole number, and before the point of another: as many as every reader of JSON keeps
MOST_SAID = 20


@dataclass(frozen=True, slots=True)
class Problem:
    """`path`: from the namespace's object down to what is wrong: field names, and places in lists."""

    path: tuple[str | int, ...]
    sentence: str


def size_problem(data: Mapping[str, Any]) -> str:
    """Why a booking can't carry all this, as a sentence; nothing where it can."""
    try:
        if size_of(data) <= MOST_BYTES:
            return ""
    except (ValueError, TypeError):
        words = {"most": MOST_DIGITS}
        return _("There is something in it that can't be kept as JSON, or a number of over %(most)s digits.") % words
    return _("A booking carries at most %(most)s KB of extra fields.") % {"most": MOST_BYTES // 1024}


def size_of(data: object, deepest: int = DEEPEST) -> int:
    """Bytes as JSON. Raises ValueError for what JSON, or the database's, can't hold: NaN, half a character, a null
    byte, more than so many levels, longer numbers."""
    if depth_of(data, deepest + 1) > deepest:
        raise ValueError("too deep")
    if any(abs(number) >= 10**MOST_DIGITS for number in _numbers(data)):
        raise ValueError("a long number")
    written = json.dumps(data, allow_nan=False, ensure_ascii=False)
    if "\\u0000" in written:
        raise ValueError("a null byte")
    return len(written.encode())


def depth_of(data: object, limit: int) -> int:
    """How many objects and lists lie in one another; no further down than `limit`."""
    inner = _inner(data)
    if inner is None or not limit:
        return 0
    return 1 + max((depth_of(each, limit - 1) for each in inner), default=0)


def _numbers(data: object) -> Iterator[float]:
    if isinstance(data, int | float):
        yield data
    for each in _inner(data) or ():
        yield from _numbers(each)


def _inner(data: object) -> Iterable[object] | None:
    return data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else None


def problems(schema: Mapping[str, Any], data: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with `data`, which has no `size_problem`, by field: so many at most; nothing where it is as
    declared."""
    unique: dict[Problem, None] = {}
    for error in _validator(json.dumps(schema, sort_keys=True)).iter_errors(data):
        unique |= dict.fromkeys(islice(_problems(error, schema), MOST_SAID))
        if len(unique) >= MOST_SAID:
            break
    return sorted(unique, key=lambda problem: [str(step) for step in problem.path])[:MOST_SAID]


def label_of(schema: Mapping[str, Any], path: tuple[str | int, ...]) -> str:
    """ "Address, street", "Tags, 2": titles where the schema has them."""
    words, part = [], schema
    for step in path:
        if isinstance(step, int):
            part = part.get("items", {})
            words.append(str(step + 1))
        else:
            part = part.get("properties", {}).get(step, {})
            words.append(str(part.get("title") or step))
    return ", ".join(words)


@lru_cache(maxsize=64)
def _validator(schema: str) -> Draft202012Validator:
    return validator(json.loads(schema))


def _problems(error: ValidationError, schema: Mapping[str, Any]) -> Iterator[Problem]:
    """A missing or unknown field is its own place, not that of the object around it."""
    path = tuple(error.absolute_path)
    if error.validator in ("required", "additionalProperties"):
        names = error.schema.get("properties", {}) if error.validator == "additionalProperties" else error.instance
        asked = error.instance if error.validator == "additionalProperties" else error.validator_value
        for name in asked:
            if name not in names:
                where = (*path, str(name))
                yield Problem(where, sentence(error, label_of(schema, where)))
        return
    yield Problem(path, sentence(error, label_of(schema, path) or _("The whole")))
