"""Back into a checkout that was left, by the link of the booking."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from bookings import links
from bookings.limits import limited
from bookings.states import Status
from checkout.models import Checkout
from checkout.views.personal import SeeOther, personal


@require_safe
@limited("resume", per_minute=60)
@personal
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """The page to pay at while the booking waits for that, else the booking's own page."""
    booking = links.find(token)
    if booking is None:
        raise Http404
    unfinished = Checkout.objects.filter(bookings=booking, completed_at__isnull=True).first()
    if unfinished is not None and booking.status == Status.CREATED:
        return SeeOther(reverse("checkout:pay", args=[unfinished.token]))
    return SeeOther(links.path(booking))
