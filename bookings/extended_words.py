"""What a JSON Schema has against a value, in plain words."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from jsonschema.exceptions import ValidationError

TYPES = {
    "string": gettext_lazy("text"),
    "number": gettext_lazy("a number"),
    "integer": gettext_lazy("a whole number"),
    "boolean": gettext_lazy("yes or no (true or false)"),
    "array": gettext_lazy("a list"),
    "object": gettext_lazy("an object"),
    "null": gettext_lazy("nothing (null)"),
}
_SENTENCES = {
    "required": gettext_lazy("%(field)s is missing."),
    "additionalProperties": gettext_lazy("“%(field)s” is not one of these fields."),
    "type": gettext_lazy("%(field)s has to be %(value)s."),
    "enum": gettext_lazy("%(field)s has to be one of these: %(value)s."),
    "const": gettext_lazy("%(field)s has to be %(value)s."),
    "pattern": gettext_lazy("%(field)s does not have the form %(value)s."),
    "minimum": gettext_lazy("%(field)s has to be at least %(value)s."),
    "maximum": gettext_lazy("%(field)s can be at most %(value)s."),
    "exclusiveMinimum": gettext_lazy("%(field)s has to be more than %(value)s."),
    "exclusiveMaximum": gettext_lazy("%(field)s has to be less than %(value)s."),
    "multipleOf": gettext_lazy("%(field)s has to be a multiple of %(value)s."),
    "uniqueItems": gettext_lazy("%(field)s names something twice."),
}
_FORMATS = {
    "date": gettext_lazy("%(field)s has to be a date such as 2026-03-30."),
    "email": gettext_lazy("%(field)s has to be an email address."),
}


def sentence(error: ValidationError, field: str) -> str:
    """ "Card can have at most 20 characters; this has 24." """
    kind, value = str(error.validator), error.validator_value
    words = {"field": field, "value": _value(kind, value)}
    if kind == "format":
        return str(_FORMATS[value]) % words
    if kind in _SENTENCES:
        return str(_SENTENCES[kind]) % words
    return _count(kind, int(value), len(error.instance), field)


def _count(kind: str, value: int, have: int, field: str) -> str:
    """minLength, maxLength, minItems, maxItems."""
    words = {"field": field, "value": value, "have": have}
    if kind == "maxLength":
        most = ngettext(
            "%(field)s can have at most %(value)s character; this has %(have)s.",
            "%(field)s can have at most %(value)s characters; this has %(have)s.",
            value,
        )
        return most % words
    if kind == "minLength":
        least = ngettext(
            "%(field)s has to have at least %(value)s character; this has %(have)s.",
            "%(field)s has to have at least %(value)s characters; this has %(have)s.",
            value,
        )
        return least % words
    if kind == "minItems":
        return _("%(field)s has to name at least %(value)s; these are %(have)s.") % words
    return _("%(field)s can name at most %(value)s; these are %(have)s.") % words


def _value(kind: str, value: Any) -> str:
    if kind == "type":
        types = value if isinstance(value, list) else [value]
        return _(" or ").join(str(TYPES[each]) for each in types)
    if kind == "enum":
        return ", ".join(str(each) for each in value)
    return str(value)
