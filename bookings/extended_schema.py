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

from bookings.extended import MOST_BYTES, MOST_DIGITS, size_of
from bookings.extended_keywords import FORMATS
from bookings.extended_words import TYPES

DRAFT = "https://json-schema.org/draft/2020-12/schema"
DEEPEST = 18  # each level of the data is two of its schema
LONGEST_PATTERN, MOST_REPEATS, MOST_PATTERNS = 200, 2, 20
MOST_CHOICES = 100
KEYWORDS = frozenset(
    {
        *("$schema", "$comment", "title", "description", "default", "examples", "type", "enum", "const", "format"),
        *("properties", "required", "additionalProperties", "items", "minItems", "maxItems", "uniqueItems"),
        *("minLength", "maxLength", "pattern", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"),
        "multipleOf",
    }
)
# A sign, an escape or a set, and how often. Without groups and alternatives a text is tried in no more ways than it
# is long, to the power of the repeats and one.
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
        words = {"size": MOST_BYTES // 1024, "deep": DEEPEST, "digits": MOST_DIGITS}
        return (
            _(
                "The schema can have at most %(size)s KB and %(deep)s levels, no number of over %(digits)s digits, and"
                " none of the signs JSON lacks."
            )
            % words
        )
    if schema.get("type") != "object":
        return _("The schema describes an object: its “type” has to be “object”.")
    return next(_problems(schema), "") or _by_the_draft(schema)


def _problems(schema: dict[str, Any]) -> Iterator[str]:
    """Of it and of all within it."""
    patterns = 0
    for path, inner, repeated in _within(schema, (), repeated=False):
        if not isinstance(inner, dict):
            yield _at(path, _("a schema is an object, such as {“type”: “string”}."))
            continue
        for word in inner.keys() - KEYWORDS:
            yield _at(path, _("“%(word)s” can't be used here.") % {"word": word})
        if inner.get("$schema", DRAFT) != DRAFT:
            yield _at(path, _("“$schema” is %(draft)s, or left out.") % {"draft": DRAFT})
        yield from _of_words(inner, path)
        if "pattern" in inner and repeated:
            yield _at(path, _("a pattern is for one field, not for each of a list or of unknown ones."))
        patterns += "pattern" in inner
    if patterns > MOST_PATTERNS:
        yield _("The schema can have at most %(most)s patterns.") % {"most": MOST_PATTERNS}


def _within(schema: Any, path: tuple[str, ...], *, repeated: bool) -> Iterator[tuple[tuple[str, ...], Any, bool]]:
    """It and all within it: where, and whether one value after the other is held against it."""
    yield path, schema, repeated
    if not isinstance(schema, dict):
        return
    properties = schema.get("properties", {})
    for name, inner in properties.items() if isinstance(properties, dict) else ():
        yield from _within(inner, (*path, name), repeated=repeated)
    for word in ("items", "additionalProperties"):
        if not isinstance(schema.get(word, True), bool):
            yield from _within(schema[word], (*path, word), repeated=True)


def _of_words(schema: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    kinds = schema.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in list(TYPES):
            words = {"type": kind, "types": ", ".join(TYPES)}
            yield _at(path, _("“%(type)s” is no type; there are %(types)s.") % words)
    if schema.get("format", FORMATS[0]) not in FORMATS:
        words = {"format": schema["format"], "formats": ", ".join(FORMATS)}
        yield _at(path, _("the format “%(format)s” is not known; there are %(formats)s.") % words)
    choices = schema.get("enum")
    if isinstance(choices, list) and len(choices) > MOST_CHOICES:
        yield _at(path, _("“enum” can list at most %(most)s.") % {"most": MOST_CHOICES})
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
    if len(pieces) - pieces.count("") > MOST_REPEATS:
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
