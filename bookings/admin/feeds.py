"""Calendars that other programs read: the address of each person and room, and a new one in its place.

An owner sees all of them, a person their own (domain.md section 1, roles).
"""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import feeds
from bookings.admin.readonly import ShownOnly
from bookings.models import CalendarFeed
from services.models import Business, Resource, ResourceKind

SEE_ALL, CHANGE_ALL = "bookings.view_calendarfeed", "bookings.change_calendarfeed"


@admin.register(CalendarFeed)
class CalendarFeedAdmin(ShownOnly, admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("", wrap(self.changelist_view), name="bookings_calendarfeed_changelist"),
            path("<int:pk>/address/", wrap(address_view), name="bookings_calendarfeed_address"),
        ]

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return request.user.has_perm(SEE_ALL) or _own(request).exists()

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        people_first = sorted(_shown(request), key=lambda resource: resource.kind != ResourceKind.STAFF)
        rows = [_row(request, resource) for resource in people_first]
        context = {"title": _("Calendars"), "rows": rows, "zone": Business.objects.current().zone}
        return _page(request, "list", context)


@require_http_methods(["GET", "HEAD", "POST"])
def address_view(request: HttpRequest, pk: int) -> HttpResponse:
    """GET asks whether the old address may end; POST makes the first one, or a new one."""
    resource = get_object_or_404(_shown(request), pk=pk)
    if not _may_change(request, resource):
        raise PermissionDenied
    feed = CalendarFeed.objects.filter(resource=resource).first()
    if request.method == "POST":
        _make(request, resource, feed)
    elif feed is not None:
        title = _("New address: %(name)s") % {"name": resource.name}
        return _page(request, "address", {"title": title, "resource": resource, "feed": feed})
    return HttpResponseRedirect(reverse("admin:bookings_calendarfeed_changelist"))


def _make(request: HttpRequest, resource: Resource, feed: CalendarFeed | None) -> None:
    """Sent twice, or from an older page, it makes no second one."""
    words, now = {"name": resource.name}, timezone.now()
    if feed is None:
        feeds.open_feed(resource=resource, now=now)
        messages.success(request, _("%(name)s has a calendar address.") % words)
        return
    seen = request.POST.get("version", "")
    if seen.isdecimal() and len(seen) < 10 and feeds.new_address(feed, seen=int(seen), now=now):
        messages.success(request, _("%(name)s has a new calendar address; the old one has ended.") % words)
    else:
        messages.warning(request, _("The address of %(name)s was made a moment ago; it stays.") % words)


def _shown(request: HttpRequest) -> QuerySet[Resource]:
    """Who is not active has no calendar to read."""
    mine = Resource.objects.all() if request.user.has_perm(SEE_ALL) else _own(request)
    return mine.filter(active=True).select_related("calendar_feed")


def _own(request: HttpRequest) -> QuerySet[Resource]:
    return Resource.objects.filter(user=request.user.pk)


def _may_change(request: HttpRequest, resource: Resource) -> bool:
    return request.user.has_perm(CHANGE_ALL) or resource.user_id == request.user.pk


def _row(request: HttpRequest, resource: Resource) -> dict[str, Any]:
    feed = getattr(resource, "calendar_feed", None)
    address = feeds.url(feed) if feed else ""
    return {
        "resource": resource,
        "address": address,
        "webcal": "webcal:" + address.partition(":")[2] if address else "",
        "since": feed.rotated_at if feed else None,
        "may_change": _may_change(request, resource),
    }


def _page(request: HttpRequest, name: str, context: dict[str, Any]) -> HttpResponse:
    shared = admin.site.each_context(request) | {"opts": CalendarFeed._meta}
    return TemplateResponse(request, f"admin/bookings/calendarfeed/{name}.html", shared | context)
