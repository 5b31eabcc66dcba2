"""Whose booking a used pick is: of the browser that sent it. An address that was shared proves nothing."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bookings.picks import Pick
from checkout.views.before import COOKIE, SALT, tokens_of
from checkout.views.picked import Picked

_MOST = 8
_DAY = 24 * 60 * 60  # as long as a pick can be read


def remember_booked(request: HttpRequest, response: HttpResponse, pick: Pick) -> None:
    """This browser sent the pick; the last few are kept."""
    tokens = [pick.token.hex, *(token for token in tokens_of(request) if token != pick.token.hex)]
    response.set_signed_cookie(
        COOKIE,
        " ".join(tokens[:_MOST]),
        salt=SALT,
        max_age=_DAY,
        httponly=True,
        samesite="Lax",
        secure=settings.HTTPS,
    )


def is_anothers(request: HttpRequest, picked: Picked) -> bool:
    """The pick was sent before, and not from this browser."""
    if picked.booking is None or picked.pick.token.hex in tokens_of(request):
        return False
    return picked.hold is None or not picked.visitor or picked.hold.visitor != picked.visitor


def made_already(request: HttpRequest, picked: Picked) -> HttpResponse:
    """Without a link or a word on the person."""
    status = 409 if request.method == "POST" else 200
    return render(request, "checkout/made_already.html", {"picked": picked}, status=status)
