"""Signing in by a one-time link, without a password; and out again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from bookings import sign_in
from bookings.limits import limited
from bookings.member_forms import SignInForm
from bookings.members import member_of, sign_out, sign_out_everywhere
from bookings.members import sign_in as let_in
from bookings.views.personal import SeeOther, personal

TEMPLATE = "bookings/sign_in.html"
COOKIE = (
    "after_sign_in"  # the mail carries nothing but the link: where to go afterwards stays in the browser that asked
)
_SALT = "bookings.sign_in.next"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign_in", per_minute=10)
@personal
def ask(request: HttpRequest) -> HttpResponse:
    """The same answer for an address that we know and for one that we don't."""
    if request.method != "POST":
        wanted = _ours(request, request.GET.get("next", ""))
        if member_of(request) is not None:
            return SeeOther(wanted or reverse("mine:bookings"))
        return render(request, TEMPLATE, {"form": SignInForm(initial={"next": wanted})})
    form = SignInForm(request.POST)
    if not form.is_valid():
        return render(request, TEMPLATE, {"form": form}, status=422)
    sign_in.ask(form.cleaned_data["email"], timezone.now())
    response = SeeOther(reverse("bookings:sign_in_sent"))
    _remember(response, _ours(request, form.cleaned_data["next"]))
    return response


@require_safe
@personal
def sent(request: HttpRequest) -> HttpResponse:
    return render(request, "bookings/sign_in_sent.html", {"minutes": sign_in.MINUTES})


@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign_in_link", per_minute=20)
@personal
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link shows a button, since mail scanners open links; pressing it signs in."""
    link, now = sign_in.find(token), timezone.now()
    if link is None:
        return _over(request, _("This link is not one of ours, or it was cut short."), 404)
    wanted = _ours(request, request.get_signed_cookie(COOKIE, "", salt=_SALT) or "") or reverse("mine:bookings")
    if member_of(request) == link.contact:
        return SeeOther(wanted)
    if sign_in.is_over(link, now):
        return _over(request, _("This link has been used, or it is too old."), 410)
    if request.method != "POST":
        return render(request, "bookings/sign_in_link.html", {"email": link.contact.email, "token": token})
    if not sign_in.use(link, now):
        return _over(request, _("This link has been used, or it is too old."), 410)
    let_in(request, link.contact, now)
    response = SeeOther(wanted)
    response.delete_cookie(COOKIE)
    return response


@require_POST
@personal
def leave(request: HttpRequest) -> HttpResponse:
    sign_out(request)
    return SeeOther(reverse("bookings:board"))


@require_POST
@personal
def leave_everywhere(request: HttpRequest) -> HttpResponse:
    if (member := member_of(request)) is not None:
        sign_out_everywhere(member)
    sign_out(request)
    return SeeOther(reverse("bookings:board"))


def _over(request: HttpRequest, why: str, status: int) -> HttpResponse:
    return render(request, TEMPLATE, {"form": SignInForm(), "over": why}, status=status)


def _ours(request: HttpRequest, address: str) -> str:
    """The address, if it is a page of this site; else nothing."""
    safe = url_has_allowed_host_and_scheme(address, {request.get_host()}, require_https=request.is_secure())
    return address if safe and address.startswith("/") else ""


def _remember(response: HttpResponse, wanted: str) -> None:
    if wanted:
        response.set_signed_cookie(
            COOKIE,
            wanted,
            salt=_SALT,
            max_age=sign_in.MINUTES * 60,
            httponly=True,
            samesite="Lax",
            secure=settings.HTTPS,
        )
    else:
        response.delete_cookie(COOKIE)
