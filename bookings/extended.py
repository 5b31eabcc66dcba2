"""Whether extra fields are what their namespace's JSON Schema says, in words for who typed them. Pure.

The schemas are those that `bookings.extended_schema` lets through: draft 2020-12 without references and alternatives,
so that a check always ends, asks nothing of the network and takes no longer than its data is long.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from bookings.extended_words import sentence

MOST_BYTES = 8 * 1024  # all that one booking carries, as JSON
DEEPEST = 8
LONGEST_PATTERNED = 100  # characters of a text that is looked at by a pattern
FORMATS = ("date", "email")


@dataclass(frozen=True, slots=True)
class Problem:
    """`path`: from the namespace's object down to what is wrong: field names, and places in lists."""

    path: tuple[str | int, ...]
    sentence: str


def size_of(data: object, deepest: int = DEEPEST) -> int:
    """Bytes as JSON. Raises ValueError for what JSON, or the database's, can't hold: NaN, half a character, a null
    byte, more than so many levels."""
    if depth_of(data, deepest + 1) > deepest:
        raise ValueError("too deep")
    written = json.dumps(data, allow_nan=False, ensure_ascii=False)
    if "\\u0000" in written:
        raise ValueError("a null byte")
    return len(written.encode())


def depth_of(data: object, limit: int) -> int:
    """How many objects and lists lie in one another; no further down than `limit`."""
    inner = data.values() if isinstance(data, Mapping) else data if isinstance(data, list) else None
    if inner is None or not limit:
        return 0
    return 1 + max((depth_of(each, limit - 1) for each in inner), default=0)


def problems(schema: Mapping[str, Any], data: Mapping[str, Any]) -> list[Problem]:
    """All that is wrong with it, by field; nothing where it is as declared."""
    found = _validator(json.dumps(schema, sort_keys=True)).iter_errors(data)
    unique = {problem: None for error in found for problem in _problems(error, schema)}
    return sorted(unique, key=lambda problem: [str(step) for step in problem.path])


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
    return _Validator(json.loads(schema), format_checker=FormatChecker(formats=FORMATS))


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


def _pattern(validator: Any, pattern: str, instance: object, schema: Any) -> Iterator[ValidationError]:
    """A longer text is refused unlooked: a pattern's time grows with it."""
    if isinstance(instance, str) and len(instance) > LONGEST_PATTERNED:
        yield ValidationError("", validator="maxLength", validator_value=LONGEST_PATTERNED)
    else:
        yield from Draft202012Validator.VALIDATORS["pattern"](validator, pattern, instance, schema)


_Validator = extend(Draft202012Validator, {"pattern": _pattern})
