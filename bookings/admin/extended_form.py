"""The form of a namespace's fields: one for each where the schema is simple, JSON in a text area otherwise."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from bookings.admin.act_forms import ActForm
from bookings.admin.json_field import JSONText
from bookings.errors import BookingError
from bookings.extended import problems, size_problem
from bookings.models import FieldNamespace

SIMPLE = frozenset({"string", "number", "integer", "boolean"})
LONG = 200
_BLANK = ("", "–")


def is_simple(schema: Mapping[str, Any], data: Mapping[str, Any]) -> bool:
    """Whether each field has one plain type or a list of texts, and the booking carries nothing else."""
    fields = schema.get("properties", {})
    plain = all(_is_plain(each) for each in fields.values())
    return bool(fields) and plain and data.keys() <= fields.keys()


def _is_plain(field: Mapping[str, Any]) -> bool:
    if "enum" in field:
        return all(isinstance(value, str) for value in field["enum"])
    kind = field.get("type")
    return isinstance(kind, str) and kind in SIMPLE


class ExtendedForm(ActForm):
    """`namespace` and `data`, what the booking carries of it. A field left empty is not kept."""

    def __init__(self, *args: Any, namespace: FieldNamespace, data: Mapping[str, Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.schema, self.simple = namespace.schema, is_simple(namespace.schema, data)
        if not self.simple:
            self.fields["data"] = JSONText(label=capfirst(namespace.name), required=False, initial=data)
            return
        for name, field in self.schema["properties"].items():
            self.fields[f"x_{name}"] = _field(name, field, name in self.schema.get("required", []))
            if name in data:
                value = data[name]
                self.initial[f"x_{name}"] = str(value).lower() if isinstance(value, bool) else value

    def clean(self) -> dict[str, Any]:
        """All that does not fit is said at its field; nothing at all removes what there was."""
        cleaned = super().clean() or self.cleaned_data
        if self.errors or not self.data_typed():
            return cleaned
        data = self.data_typed()
        if not isinstance(data, dict):
            self.add_error("data", _("The fields come as an object."))
            return cleaned
        if too_much := size_problem(data):
            self.add_error(None if self.simple else "data", too_much)
            return cleaned
        for problem in problems(self.schema, data):
            self.add_error(self.field_of(".".join(str(step) for step in problem.path)), problem.sentence)
        return cleaned

    def data_typed(self) -> Any:
        if not self.simple:
            return self.cleaned_data.get("data") or {}
        names = [name for name in self.fields if name.startswith("x_")]
        typed = {name[2:]: self.cleaned_data.get(name) for name in names}
        return {name: value for name, value in typed.items() if value not in (None, "")}

    def field_of(self, path: str | None) -> str | None:
        """Where a problem is shown."""
        name = f"x_{path}" if self.simple else "data"
        return name if name in self.fields else None

    def say(self, error: BookingError) -> None:
        self.add_error(self.field_of(error.field), str(error))

    def arguments(self) -> dict[str, Any]:
        return {"data": self.data_typed(), "revision": self.cleaned_data["revision"]}


def _field(name: str, field: Mapping[str, Any], needed: bool) -> forms.Field:
    said: dict[str, Any] = {"label": capfirst(str(field.get("title") or name)), "required": False}
    said["help_text"] = " ".join(filter(None, [_("Needed.") if needed else "", str(field.get("description", ""))]))
    if "enum" in field:
        return forms.ChoiceField(choices=[_BLANK, *((value, value) for value in field["enum"])], **said)
    match field["type"]:
        case "boolean":
            answers = [_BLANK, ("true", capfirst(_("yes"))), ("false", capfirst(_("no")))]
            return forms.TypedChoiceField(choices=answers, coerce=lambda value: value == "true", **said)
        case "integer":
            return forms.IntegerField(**said)
        case "number":
            return forms.FloatField(widget=forms.NumberInput(attrs={"step": "any"}), **said)
    return forms.CharField(widget=_text(field), strip=True, **said)


def _text(field: Mapping[str, Any]) -> forms.Widget:
    most = field.get("maxLength")
    attrs = {"maxlength": most} if most else {}
    if "format" in field:
        return forms.TextInput(attrs=attrs | {"type": field["format"]})
    if most is not None and most <= LONG:
        return forms.TextInput(attrs=attrs | {"class": "vTextField"})
    return forms.Textarea(attrs=attrs | {"rows": 3, "cols": 60})
