"""The page on which an owner takes the books along: a period, and which file."""

from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.admin import csv_movements, csv_orders
from checkout.admin.csv_cells import written
from checkout.models import Order
from services.models import Business
from services.wording import zone_label

FILES = {"orders": csv_orders.rows, "movements": csv_movements.rows}
_SANE = [MinValueValidator(date(2000, 1, 1)), MaxValueValidator(date(2199, 12, 31))]


def _calendar() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class PeriodForm(forms.Form):
    """Days of the business's own calendar, both of them included."""

    first = forms.DateField(label=gettext_lazy("From"), widget=_calendar(), validators=_SANE)
    last = forms.DateField(label=gettext_lazy("To"), widget=_calendar(), validators=_SANE)
    file = forms.ChoiceField(choices=[(name, name) for name in FILES], required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("first") and data.get("last") and data["last"] < data["first"]:
            self.add_error("last", _("This day is before the first one."))
        return data


def csv_view(request: HttpRequest) -> HttpResponseBase:
    if not request.user.has_perm("checkout.view_order"):
        raise PermissionDenied
    zone = Business.objects.current().zone
    today = timezone.now().astimezone(zone).date()
    form = PeriodForm(request.GET or None, initial={"first": today.replace(day=1), "last": today})
    if form.is_bound and form.is_valid() and form.cleaned_data["file"]:
        return _file(form.cleaned_data["file"], form.cleaned_data["first"], form.cleaned_data["last"], zone)
    context = admin.site.each_context(request) | {
        "title": _("Books as files"),
        "form": form,
        "zone": zone_label(timezone.now(), zone),
        "opts": Order._meta,
    }
    return TemplateResponse(request, "admin/checkout/csv.html", context, status=422 if form.errors else 200)


def _file(name: str, first: date, last: date, zone: ZoneInfo) -> StreamingHttpResponse:
    """Sent while it is read: never all of it in memory."""
    start, end = midnight(first, zone), midnight(last + timedelta(days=1), zone)
    response = StreamingHttpResponse(written(FILES[name](start, end, zone)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}-{first}-{last}.csv"'
    return response


def midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(0), zone)
