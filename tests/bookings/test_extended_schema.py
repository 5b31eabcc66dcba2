"""Which schemas may describe extra fields: none that asks the network, never ends or takes long."""

import json

import pytest

from bookings.extended_schema import is_plain, schema_problem


def of(**field):
    return {"type": "object", "properties": {"card": field}}


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ([], "The schema is a JSON object, such as {“type”: “object”}."),
        ({}, "The schema describes an object: its “type” has to be “object”."),
        ({"type": "array"}, "The schema describes an object: its “type” has to be “object”."),
        (of() | {"$schema": "http://json-schema.org/draft-07/schema#"}, "“$schema” is"),
        (of(**{"$ref": "https://evil.example/schema"}), "At card: “$ref” can't be used here."),
        (of(**{"$ref": "#"}), "At card: “$ref” can't be used here."),
        (of(anyOf=[{"type": "string"}]), "At card: “anyOf” can't be used here."),
        (of(type="array", items={"oneOf": []}), "At card, items: “oneOf” can't be used here."),
        (of(type="strin"), "At card: “strin” is no type; there are string, number"),
        (of(type=["string", 3]), "At card: “3” is no type"),
        (of(type={}), "At card: “{}” is no type"),
        (of(format="phone"), "At card: the format “phone” is not known; there are date, email."),
        (of(pattern="(a+)+$"), "At card: the pattern is one of signs"),
        (of(maxLength=-1), "At card: “maxLength” can't be -1."),
        (of(enum="new"), "At card: “enum” can't be 'new'."),
        ({"type": "object", "required": "card"}, "“required” can't be 'card'."),
        ({"type": "object", "properties": []}, "“properties” can't be []."),
        ({"type": "object", "properties": {"card": 7}}, "At card: a schema is an object"),
        ({"type": "object", "additionalProperties": {"$ref": "#"}}, "At additionalProperties: “$ref”"),
    ],
)
def test_what_is_not_taken_is_said_with_its_place(schema, said):
    assert schema_problem(schema)[: len(said)] == said


def test_one_without_any_fields_can_be_used():
    assert schema_problem({"type": "object"}) == ""


@pytest.mark.parametrize("make", [lambda n: {"type": "object", "title": "x" * 9000}, lambda n: nested(40)])
def test_a_large_or_deep_one_is_refused(make):
    assert schema_problem(make(0)).startswith("The schema can have at most 8 KB and 18 levels")


def nested(levels):
    schema = {"type": "object"}
    for _ in range(levels):
        schema = {"type": "object", "properties": {"a": schema}}
    return schema


def test_json_that_is_too_deep_for_python_is_refused():
    deep = json.loads('{"type": "object", "default": ' + "[" * 900 + "]" * 900 + "}")
    assert schema_problem(deep).startswith("The schema can have at most")


@pytest.mark.parametrize(
    "pattern", ["^[A-Z]{2}\\d{6}$", "^\\S+@\\S+$", "^\\+?[0-9 ]{6,20}$", "^[^]a-z]$", "^\\(x\\)$", ""]
)
def test_plain_patterns_are_taken(pattern):
    assert is_plain(pattern)


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+$",
        "a|b",
        "(a)\\1",
        "a*a*a*",
        "a?b+c{2}",
        "a{2}b{2}c{2}",
        "[a",
        "a{2}{3}",
        "*a",
        "\\1",
        "a" * 201,
        "a{99999999999}",
        7,
    ],
)
def test_others_are_not(pattern):
    assert not is_plain(pattern)


@pytest.mark.parametrize("path", [("tags", "items"), ("additionalProperties",), ("who", "items", "card")])
def test_a_pattern_is_for_one_field(path):
    schema = {"type": "string", "pattern": "^[A-Z]+$"}
    for word in reversed(path):
        if word == "items":
            schema = {"type": "array", "items": schema}
        elif word == "additionalProperties":
            schema = {"type": "object", "additionalProperties": schema}
        else:
            schema = {"type": "object", "properties": {word: schema}}
    said = f"At {', '.join(path)}: a pattern is for one field, not for each of a list or of unknown ones."
    assert schema_problem(schema) == said


@pytest.mark.parametrize(("count", "said"), [(20, ""), (21, "The schema can have at most 20 patterns.")])
def test_there_are_so_many_patterns(count, said):
    inner = {"type": "object", "properties": {str(n): {"pattern": "x"} for n in range(count)}}
    assert schema_problem({"type": "object", "properties": {"deeper": inner}}) == said


@pytest.mark.parametrize(("count", "said"), [(100, ""), (101, "At card: “enum” can list at most 100.")])
def test_there_are_so_many_choices(count, said):
    assert schema_problem(of(enum=[0] * count)) == said


@pytest.mark.parametrize("word", ["minimum", "multipleOf", "const"])
def test_a_long_number_is_refused(word):
    assert schema_problem(of(**{word: 10**400})).startswith(
        "The schema can have at most 8 KB and 18 levels, no number"
    )
