"""What a schema has against values, in words."""

import pytest

from bookings.extended import MOST_SAID, Problem, problems, size_of, size_problem
from bookings.extended_schema import schema_problem

ADDRESS = {"type": "object", "title": "Address", "properties": {"street": {"type": "string"}}, "required": ["street"]}
SCHEMA = {
    "type": "object",
    "properties": {
        "card": {"type": "string", "title": "Card", "maxLength": 4, "minLength": 2, "pattern": "^[A-Z]+$"},
        "level": {"enum": ["new", "known"]},
        "visits": {"type": "integer", "minimum": 1, "maximum": 9},
        "weight": {"type": ["number", "null"], "exclusiveMinimum": 0, "exclusiveMaximum": 200, "multipleOf": 0.5},
        "fit": {"type": "boolean"},
        "born": {"type": "string", "format": "date"},
        "doctor": {"type": "string", "format": "email"},
        "agreed": {"const": True},
        "tags": {
            "type": "array",
            "items": {"type": "string"},
            "minItems": 1,
            "maxItems": 2,
            "uniqueItems": True,
            "title": "Tags",
        },
        "address": ADDRESS,
    },
    "additionalProperties": False,
}


def test_the_schema_of_this_test_can_be_used():
    assert schema_problem(SCHEMA) == ""


@pytest.mark.parametrize(
    ("data", "path", "sentence"),
    [
        ({"card": "ABCDE"}, ("card",), "Card can have at most 4 characters; this has 5."),
        ({"card": "A"}, ("card",), "Card has to have at least 2 characters; this has 1."),
        ({"card": "ab"}, ("card",), "Card does not have the form ^[A-Z]+$."),
        ({"card": 7}, ("card",), "Card has to be text."),
        ({"level": "old"}, ("level",), "level has to be one of these: new, known."),
        ({"visits": 0}, ("visits",), "visits has to be at least 1."),
        ({"visits": 10}, ("visits",), "visits can be at most 9."),
        ({"visits": 1.5}, ("visits",), "visits has to be a whole number."),
        ({"visits": True}, ("visits",), "visits has to be a whole number."),
        ({"weight": "70"}, ("weight",), "weight has to be a number or nothing (null)."),
        ({"weight": 0}, ("weight",), "weight has to be more than 0."),
        ({"weight": 200}, ("weight",), "weight has to be less than 200."),
        ({"weight": 70.2}, ("weight",), "weight has to be a multiple of 0.5."),
        ({"fit": "yes"}, ("fit",), "fit has to be yes or no (true or false)."),
        ({"born": "30 March"}, ("born",), "born has to be a date such as 2026-03-30."),
        ({"doctor": "Dr. Ruiz"}, ("doctor",), "doctor has to be an email address."),
        ({"agreed": False}, ("agreed",), "agreed has to be True."),
        ({"tags": []}, ("tags",), "Tags has to name at least 1; these are 0."),
        ({"tags": ["a", "b", "c"]}, ("tags",), "Tags can name at most 2; these are 3."),
        ({"tags": ["a", "a"]}, ("tags",), "Tags names something twice."),
        ({"tags": ["a", 2]}, ("tags", 1), "Tags, 2 has to be text."),
        ({"address": {}}, ("address", "street"), "Address, street is missing."),
        ({"adress": {}}, ("adress",), "“adress” is not one of these fields."),
    ],
)
def test_each_is_said_at_its_field(data, path, sentence):
    assert problems(SCHEMA, data) == [Problem(path, sentence)]


def test_all_that_is_wrong_is_said():
    found = problems({"type": "object", "required": ["b", "a"], "properties": {"c": {"type": "string"}}}, {"c": 1})
    assert [problem.path for problem in found] == [("a",), ("b",), ("c",)]


def test_what_fits_has_no_problems():
    assert problems(SCHEMA, {"card": "ABC", "born": "2026-03-30", "tags": ["a"], "weight": None}) == []


def test_a_long_text_is_not_looked_at_by_a_pattern():
    schema = {"type": "object", "properties": {"code": {"pattern": "^a*a*$"}}}
    said = problems(schema, {"code": "a" * 5000 + "b"})
    assert [problem.sentence for problem in said] == ["code can have at most 60 characters; this has 5001."]


@pytest.mark.parametrize(
    ("value", "step", "fits"),
    [
        (10**400, 0.5, True),
        (10**400 + 1, 3, False),
        (10**400, 1e-300, True),
        (1e300, 1e-300, True),
        (0.3, 0.1, True),
        (0.35, 0.1, False),
        (-7, 7, True),
        (True, 2, True),
        ("3", 2, True),
    ],
)
def test_a_multiple_is_told_of_numbers_as_they_are_written(value, step, fits):
    schema = {"type": "object", "properties": {"weight": {"multipleOf": step}}}
    assert (problems(schema, {"weight": value}) == []) == fits


@pytest.mark.parametrize(
    ("items", "fits"),
    [
        ([1, [1], {"a": 1}, "1", True, None], True),
        ([1, 1.0], False),
        ([[1], "x", [1.0]], False),
        ([{"a": 1, "b": 2}, 7, {"b": 2, "a": 1}], False),
        ([0, False], True),
    ],
)
def test_items_are_unique_whatever_they_are(items, fits):
    schema = {"type": "object", "properties": {"tags": {"uniqueItems": True}}}
    assert (problems(schema, {"tags": items}) == []) == fits


@pytest.mark.parametrize(
    ("value", "fits"), [(1, True), (1.0, True), (True, False), ("1", False), ([1.0], True), ({}, False)]
)
def test_a_choice_is_told_as_json_tells_values_apart(value, fits):
    schema = {"type": "object", "properties": {"level": {"enum": [1, [1], None]}}}
    assert (problems(schema, {"level": value}) == []) == fits


def test_so_much_is_said_and_no_more():
    schema = {"type": "object", "properties": {"tags": {"items": {"type": "string"}}}}
    assert len(problems(schema, {"tags": [1] * 2000})) == MOST_SAID


@pytest.mark.parametrize("number", [10**15, -(10**15), 10**400, 1e15, 1e300])
def test_a_long_number_is_refused(number):
    said = "There is something in it that can't be kept as JSON, or a number of over 15 digits."
    assert size_problem({"visits": [{"last": number}]}) == said


@pytest.mark.parametrize("number", [10**15 - 1, -(10**15) + 1, 0.1234567890123456, True])
def test_a_number_of_so_many_digits_is_kept(number):
    assert size_problem({"visits": number}) == ""


def test_8_kb_are_carried_and_no_more():
    assert (size_problem({"a": "x" * 8183}), size_problem({"a": "x" * 8184})) == (
        "",
        "A booking carries at most 8 KB of extra fields.",
    )


@pytest.mark.parametrize("data", [float("nan"), float("inf"), "\x00", "\ud800", [[[[[[[[[1]]]]]]]]]])
def test_what_the_database_can_not_hold_has_no_size(data):
    with pytest.raises(ValueError, match=r"."):
        size_of({"value": data})


def test_the_size_is_in_bytes():
    assert size_of({"a": "é"}) == len(b'{"a": "\xc3\xa9"}')
