"""What all pages of one booking have in common: found by its link alone, kept by nobody, indexed by nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers

from bookings import links
from bookings.models import Booking

View = Callable[..., HttpResponse]


class SeeOther(HttpResponseRedirect):
    """303: what was posted is answered at another address, by GET."""

    status_code = 303


def with_booking(view: View) -> View:
    """The view gets the booking in place of its token; a wrong, damaged or outdated token is a 404."""

    @wraps(view)
    def found(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponse:
        booking = links.find(token)
        if booking is None:
            raise Http404
        return sealed(view(request, booking, *args, **kwargs))

    return found


def sealed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    patch_vary_headers(response, ["HX-Request"])
    return response


def with_all(booking: Booking) -> Booking:
    """Read again with what its page shows of its service and place."""
    return Booking.objects.select_related("service__policy", "location", "resource").get(pk=booking.pk)
