"""Keeping a picked time a little longer, and letting go of it."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from bookings import holds
from bookings.limits import limited
from checkout.views.back import times_url
from checkout.views.booked import is_anothers, made_already
from checkout.views.details import keep_longer
from checkout.views.holding import all_holds
from checkout.views.personal import SeeOther, personal
from checkout.views.picked import read_pick


@require_POST
@limited("details", per_minute=60)
@personal
def extend(request: HttpRequest, pick: str) -> HttpResponse:
    """The details page, with what was typed, and the hold extended once."""
    picked = read_pick(request, pick, timezone.now())
    return made_already(request, picked) if is_anothers(request, picked) else keep_longer(request, picked)


@require_POST
@limited("details", per_minute=60)
@personal
def release(request: HttpRequest, pick: str) -> HttpResponse:
    """Others can have the time; the customer is back at the page of times, at the same day."""
    picked = read_pick(request, pick, timezone.now())
    if picked.booking is None:
        for hold in all_holds(picked):
            holds.release(hold)
    return SeeOther(times_url(picked.service, picked.pick, picked.zone))
