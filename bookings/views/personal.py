"""What all pages of one booking have in common: found by its link alone, kept by nobody, indexed by nobody."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode

from bookings import links
from bookings.members import member_of
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


def personal(view: View) -> View:
    """For pages about whoever is signed in, or wants to be."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return sealed(view(request, *args, **kwargs))

    return wrapped


def members_only(view: View) -> View:
    """The view gets the member after the request; whoever is not signed in is asked to, and comes back afterwards."""

    @wraps(view)
    def let_in(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        member = member_of(request)
        if member is None:
            wanted = urlencode({"next": request.get_full_path()})
            return sealed(SeeOther(f"{reverse('bookings:sign_in')}?{wanted}"))
        return sealed(view(request, member, *args, **kwargs))

    return let_in


def sealed(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "same-origin"
    patch_vary_headers(response, ["HX-Request"])
    return response


def with_all(booking: Booking) -> Booking:
    """Read again with what its page shows of its service and place."""
    return Booking.objects.select_related("service__policy", "location", "resource").get(pk=booking.pk)
