"""Dates to come as their rules want them now: after a zone or the length of a service was changed (S11)."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actors import Actor
from bookings.admin.rule_words import said_of
from bookings.timetable import affected_by, change_rule
from services.models import Business, WeeklyRule
from services.queries import zone_of


@admin.action(description=gettext_lazy("Bring dates in line with the rule"), permissions=["change"])
def bring_in_line(modeladmin: Any, request: HttpRequest, rules: QuerySet[WeeklyRule]) -> None:
    """Where people are booked nothing is done: the rule's own page asks."""
    said = [each for rule in rules.select_related("schedule__service", "location") for each in _said(request, rule)]
    for level, sentence in said or [(messages.INFO, _("All dates are as their rules want them."))]:
        modeladmin.message_user(request, sentence, level)


def _said(request: HttpRequest, rule: WeeklyRule) -> Iterator[tuple[int, str]]:
    now = timezone.now()
    if affected_by(rule, {}, now=now):
        said = _("People are booked on dates of %(title)s, %(rule)s:") % {"title": rule.schedule, "rule": rule}
        address = reverse("admin:services_weeklyrule_change", args=[rule.pk])
        way, then = _("open the rule and save it"), _("and say what becomes of them")
        yield messages.WARNING, format_html('{} <a href="{}">{}</a>, {}.', said, address, way, then)
        return
    by = Actor.owner(request.user)  # type: ignore[arg-type]
    yield from said_of(change_rule(rule, {}, by=by, now=now), zone_of(rule.location, Business.objects.current()))
