"""Which JSON Schemas may describe extra fields. Pure.

Draft 2020-12, without what could ask the network, never end or take long: no references, no alternatives, patterns of
plain pieces. An owner hears in a sentence what is not taken, and where.
"""

import re
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from bookings.extended import FORMATS, MOST_BYTES, size_of
from bookings.extended_words import TYPES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DEEPEST = 18  # each level of the data is two of its schema
LONGEST_PATTERN, MOST_REPEATS, MOST_OPTIONAL = 200, 3, 3
KEYWORDS = frozenset(
    {
        *("$schema", "$comment", "title", "description", "default", "examples", "type", "enum", "const", "format"),
        *("properties", "required", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems"),
        *("minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        "multipleOf",
    }
)
# A sign, an escape or a set, and how often. Without groups and alternatives a text is tried in no more ways than it
# is long, to the power of the repeats.
_PIECE = re.compile(r"(?:\\[^\d\W_bBAZ]|\\\W|\[\^?\]?(?:\\.|[^\]\\])+\]|[^\\\[\](){}|*+?])([*+?]|\{\d+(?:,\d*)?\})?")


def schema_problem(schema: object) -> str:
    """What is wrong with it, as a sentence; nothing where it can be used."""
    if not isinstance(schema, dict):
        return _("The schema is a JSON object, such as {“type”: “object”}.")
    try:
        too_large = size_of(schema, DEEPEST) > MOST_BYTES
    except ValueError:
        too_large = True
    if too_large:
        words = {"size": MOST_BYTES // 1024, "deep": DEEPEST}
        return (
            _("The schema can have at most %(size)s KB and %(deep)s levels, and none of the signs JSON lacks.") % words
        )
    if schema.get("type") != "object":
        return _("The schema describes an object: its “type” has to be “object”.")
    return next(_problems(schema, ()), "") or _by_the_draft(schema)


def _problems(schema: Any, path: tuple[str, ...]) -> Iterator[str]:
    """Of it and of all within it."""
    if not isinstance(schema, dict):
        yield _at(path, _("a schema is an object, such as {“type”: “string”}."))
        return
    for word in schema.keys() - KEYWORDS:
        yield _at(path, _("“%(word)s” can't be used here.") % {"word": word})
    if schema.get("$schema", DRAFT) != DRAFT:
        yield _at(path, _("“$schema” is %(draft)s, or left out.") % {"draft": DRAFT})
    yield from _of_words(schema, path)
    properties = schema.get("properties", {})
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        yield from _problems(inner, (*path, name))
    for word in ("items", "additionalProperties"):
        if not isinstance(schema.get(word, True), bool):
            yield from _problems(schema[word], (*path, word))


def _of_words(schema: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    kinds = schema.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in list(TYPES):
            words = {"type": kind, "types": ", ".join(TYPES)}
            yield _at(path, _("“%(type)s” is no type; there are %(types)s.") % words)
    if schema.get("format", FORMATS[0]) not in FORMATS:
        words = {"format": schema["format"], "formats": ", ".join(FORMATS)}
        yield _at(path, _("the format “%(format)s” is not known; there are %(formats)s.") % words)
    if "pattern" in schema and not is_plain(schema["pattern"]):
        yield _at(
            path,
            _(
                "the pattern is one of signs, sets such as [A-Z], escapes such as \\d and at most %(repeats)s repeats,"
                " without ( ) and |; “enum” lists alternatives."
            )
            % {"repeats": MOST_REPEATS},
        )


def is_plain(pattern: object) -> bool:
    """Whether it is a pattern that takes no long time on any short text."""
    if not isinstance(pattern, str) or len(pattern) > LONGEST_PATTERN:
        return False
    pieces, at = [], 0
    while at < len(pattern):
        piece = _PIECE.match(pattern, at)
        if piece is None:
            return False
        pieces.append(piece[1] or "")
        at = piece.end()
    repeats = [often for often in pieces if often in ("*", "+") or "," in often]
    if len(repeats) > MOST_REPEATS or pieces.count("?") > MOST_OPTIONAL:
        return False
    try:
        re.compile(pattern)
    except (re.error, OverflowError):
        return False
    return True


def _by_the_draft(schema: dict[str, Any]) -> str:
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        *path, word = [str(step) for step in error.absolute_path] or ["schema"]
        within = tuple(step for step in path if step != "properties")
        return _at(within, _("“%(word)s” can't be %(value)s.") % {"word": word, "value": repr(error.instance)[:60]})
    return ""


def _at(path: tuple[str, ...], sentence: str) -> str:
    return _("At %(where)s: %(what)s") % {"where": ", ".join(path), "what": sentence} if path else sentence
