"""A random name for a browser, in a signed cookie: whose holds are whose. It says nothing about the person."""

import secrets
from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "visitor"
_SALT = "bookings.visitor"
_YEAR = 365 * 24 * 60 * 60


def visitor_of(request: HttpRequest, *, within: timedelta | None = None) -> str:
    """The name in the cookie; empty without one, or where it was last given longer ago than `within`."""
    return request.get_signed_cookie(COOKIE, default="", salt=_SALT, max_age=within) or ""


def new_visitor() -> str:
    return secrets.token_urlsafe(16)


def remember(response: HttpResponse, visitor: str) -> None:
    response.set_signed_cookie(
        COOKIE, visitor, salt=_SALT, max_age=_YEAR, httponly=True, samesite="Lax", secure=settings.HTTPS
    )
