"""My bookings: what is to come, what waits for an answer, what is past (journeys.md C11)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from bookings.context import current_business
from bookings.limits import limited
from bookings.models import Contact
from bookings.picker.asked import number_of
from bookings.views.personal import members_only
from checkout.mine import mine
from checkout.mine_plans import plans_of

MOST_PAGES = 1000


@require_safe
@limited("mine", per_minute=120)
@members_only
def bookings(request: HttpRequest, member: Contact) -> HttpResponse:
    business, now, page = current_business(request), timezone.now(), page_of(request)
    context = {
        "mine": mine(member, business, now, page),
        "plans": plans_of(member, business, now) if page == 1 else [],
        "member": member,
        "here": "bookings",
    }
    return render(request, "checkout/mine.html", context)


def page_of(request: HttpRequest) -> int:
    """From 1; whatever else is asked for is the first."""
    return min(max(number_of(request.GET.get("page", "")) or 1, 1), MOST_PAGES)
