"""Extra fields: what an owner wants to keep with bookings beside what Daybook knows (domain.md section 3)."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy, ngettext

from bookings.admin.json_field import JSONText
from bookings.extended_schema import schema_problem
from bookings.models import FieldNamespace
from bookings.namespaces import carrying, lock, misfits

EXAMPLE = {
    "type": "object",
    "properties": {
        "card": {"type": "string", "title": "Member card", "maxLength": 12},
        "level": {"enum": ["beginner", "advanced"], "title": "Level"},
        "visits": {"type": "integer", "title": "Visits before", "minimum": 0},
        "insured": {"type": "boolean", "title": "Insured"},
    },
    "required": ["card"],
    "additionalProperties": False,
}


class SchemaText(JSONText):
    """[] and {} are something typed, and wrong as other schemas are."""

    empty_values = [None, ""]


class NamespaceForm(forms.ModelForm):
    """Refused while bookings carry what would not fit any more."""

    schema = SchemaText(
        label=gettext_lazy("Fields"),
        rows=22,
        help_text=gettext_lazy(
            "A JSON Schema (draft 2020-12) of an object: under “properties” each field with its type (string, number,"
            " integer, boolean) or the values it may have (enum). “title” is what the form calls it, “required” names"
            " those that can't be left out. A new one begins with an example."
        ),
    )

    class Meta:
        model = FieldNamespace
        fields = ("name", "schema")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.setdefault("schema", EXAMPLE)

    def clean_schema(self) -> Any:
        schema = self.cleaned_data["schema"]
        if problem := schema_problem(schema):
            raise forms.ValidationError(problem)
        if self.instance.pk:
            lock(self.instance)
            wrong = list(misfits(self.instance.name, schema))
            if wrong:
                raise forms.ValidationError(_would_not_fit(wrong))
        return schema


def _would_not_fit(wrong: list[tuple[str, str]]) -> str:
    code, what = wrong[0]
    words = {"n": len(wrong), "code": code, "what": what}
    sentence = ngettext(
        "%(n)s booking carries values that would not fit any more, %(code)s: %(what)s Change it first.",
        "%(n)s bookings carry values that would not fit any more, the first is %(code)s: %(what)s Change them first.",
        len(wrong),
    )
    return sentence % words


@admin.register(FieldNamespace)
class NamespaceAdmin(admin.ModelAdmin):
    form = NamespaceForm
    fields = ["name", "schema"]
    list_display = ["name", "fields_"]
    actions = None

    @admin.display(description=gettext_lazy("fields"))
    def fields_(self, namespace: FieldNamespace) -> str:
        found = namespace.schema.get("properties", {})
        return ", ".join(str(inner.get("title") or name) for name, inner in found.items())

    def get_readonly_fields(self, request: HttpRequest, obj: FieldNamespace | None = None) -> list[str]:
        return ["name"] if obj else []  # bookings name it

    @transaction.atomic
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        found = self.get_object(request, object_id)
        if found is None or not self.has_delete_permission(request, found):
            return super().delete_view(request, object_id, extra_context)
        lock(found)
        count = carrying(found.name).count()
        if not count:
            return super().delete_view(request, object_id, extra_context)
        sentence = ngettext(
            "%(n)s booking carries these fields. Remove them there first.",
            "%(n)s bookings carry these fields. Remove them there first.",
            count,
        )
        messages.error(request, sentence % {"n": count})
        return HttpResponseRedirect(reverse("admin:bookings_fieldnamespace_change", args=[object_id]))
