"""A calendar that programs ask for again and again."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from bookings import feeds
from bookings.limits import limited
from services.models import Business

HEADERS = {
    "Cache-Control": "private, no-cache",
    "Content-Disposition": 'inline; filename="calendar.ics"',
    "Referrer-Policy": "same-origin",
    "X-Robots-Tag": "noindex, nofollow",
}


@require_safe
@limited("calendar", per_minute=60)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """304 where nothing has changed since, before anything is written."""
    feed = feeds.find(token)
    if feed is None:
        raise Http404
    business, now = Business.objects.current(), timezone.now()
    name, entries = feeds.name_of(feed, business), feeds.entries_of_feed(feed, business, now)
    etag = feeds.etag_of(name, entries)
    response = get_conditional_response(request, etag=etag)
    if response is None:
        content = feeds.feed_file(name, entries, business, now)
        response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    for header, value in (HEADERS | {"ETag": etag}).items():
        response[header] = value
    return response
