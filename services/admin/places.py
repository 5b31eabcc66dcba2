"""Locations and the headings of the list."""

from typing import Any

from django.contrib import admin
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext as _

from services.admin.following import WithZone
from services.models import Category, Location


class PositionForm(ModelForm):
    """A row of the list: its field has no label in sight, so it says what it orders."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["position"].widget.attrs["aria-label"] = _("Order of %(name)s") % {"name": self.instance}


class Ordered(admin.ModelAdmin):
    """The order is typed in the list itself."""

    list_editable = ["position"]

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> type[ModelForm]:
        return super().get_changelist_form(request, **kwargs | {"form": PositionForm})


@admin.register(Location)
class LocationAdmin(WithZone, Ordered):
    list_display = ["name", "address", "position"]
    fields = ["name", "address", "directions", "time_zone", "position"]


@admin.register(Category)
class CategoryAdmin(Ordered):
    list_display = ["name", "position"]
    fields = ["name", "position"]
