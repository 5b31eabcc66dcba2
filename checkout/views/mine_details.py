"""How a member is called and reached; and another address, which counts when its own link was used."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from redis.exceptions import RedisError

from bookings import feeds
from bookings.context import current_business
from bookings.errors import AddressTaken, LinkOver, TooManyLinks, TryAgain
from bookings.limits import limited
from bookings.member_details import ask_for_address, confirm_address, read_address_link
from bookings.member_forms import AddressForm, MemberForm
from bookings.members import sign_out
from bookings.models import CalendarFeed, Contact
from bookings.sign_in import MINUTES
from bookings.views.personal import SeeOther, members_only, personal

TEMPLATE = "checkout/mine_details.html"


@require_http_methods(["GET", "HEAD", "POST"])
@limited("mine", per_minute=120)
@members_only
def details(request: HttpRequest, member: Contact) -> HttpResponse:
    form = _form(request, member, bound=request.method == "POST")
    if not form.is_bound:
        return _page(request, member, form, AddressForm(None, contact=member))
    if not form.is_valid():
        return _page(request, member, form, AddressForm(None, contact=member), status=422)
    Contact.objects.filter(pk=member.pk, erased_at=None).update(**form.columns())
    messages.success(request, _("Saved. Bookings that you make from now on begin with it."))
    return SeeOther(reverse("mine:details"))


@require_http_methods(["GET", "HEAD", "POST"])
@limited("address", per_minute=10)
@members_only
def address(request: HttpRequest, member: Contact) -> HttpResponse:
    """The same answer whether somebody has the new address already or not."""
    if request.method != "POST":
        return SeeOther(reverse("mine:details"))
    form = AddressForm(request.POST, contact=member)
    status = 422
    if form.is_valid():
        try:
            ask_for_address(member, form.cleaned_data["email"])
        except TooManyLinks as error:
            form.add_error("email", str(error))
        except RedisError:
            form.add_error("email", _("We can't send mail just now. Try it again in a minute."))
            status = 503
        else:
            words = {"email": form.cleaned_data["email"], "minutes": MINUTES}
            said = _("A link is on its way to %(email)s; it works for %(minutes)s minutes, once.")
            messages.success(request, said % words)
            return SeeOther(reverse("mine:details"))
    return _page(request, member, _form(request, member), form, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@limited("sign_in_link", per_minute=20)
@personal
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Opened by whoever reads the new address's mail, signed in or not; only the button changes anything."""
    try:
        new = read_address_link(token)
        if request.method != "POST":
            is_open = Contact.objects.filter(pk=new.contact, sign_in_version=new.version, erased_at=None).exists()
            if not is_open:
                raise LinkOver
            return render(request, "checkout/mine_address.html", {"email": new.email, "token": token})
        confirm_address(new, now=timezone.now())
    except LinkOver as error:
        return render(request, "checkout/mine_address.html", {"sentence": str(error)}, status=410)
    except (AddressTaken, TryAgain) as error:
        return render(request, "checkout/mine_address.html", {"sentence": str(error)}, status=409)
    sign_out(request)
    messages.success(request, _("The new address counts from now on. Sign in with it to see your bookings."))
    return SeeOther(reverse("bookings:sign_in"))


def _form(request: HttpRequest, member: Contact, *, bound: bool = False) -> MemberForm:
    region = current_business(request).phone_region
    return MemberForm(request.POST if bound else None, contact=member, region=region)


def _page(
    request: HttpRequest, member: Contact, form: MemberForm, address_form: AddressForm, *, status: int = 200
) -> HttpResponse:
    wrong = form if form.errors else address_form
    feed = CalendarFeed.objects.filter(contact=member).first()
    context = {"form": form, "address_form": address_form, "wrong": wrong, "member": member, "here": "details"}
    context |= {"feed": feed, "feed_url": feeds.url(feed) if feed else ""}
    return render(request, TEMPLATE, context, status=status)
