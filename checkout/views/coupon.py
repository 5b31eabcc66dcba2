"""A coupon's code on the payment page: used, or taken off again."""

from http import HTTPStatus
from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookings.errors import BookingError
from bookings.limits import limited
from checkout.errors import CheckoutClosed
from checkout.forms import CouponForm
from checkout.models import Checkout
from checkout.operations import apply_coupon, remove_coupon
from checkout.views.pay import open_checkout, paying_of, with_origins
from checkout.views.pay_page import pay_page
from checkout.views.personal import SeeOther, personal


@require_http_methods(["GET", "HEAD", "POST"])
@limited("coupon", per_minute=10)
@personal
def coupon(request: HttpRequest, token: UUID) -> HttpResponse:
    """Few tries a minute: codes can be guessed. The page that was left by an answer leads back when read again."""
    checkout, _bookings = open_checkout(token)
    back = SeeOther(reverse("checkout:pay", args=[token]) + _way(request))
    if request.method != "POST":
        return back
    form = CouponForm(request.POST)
    try:
        if "remove" in request.POST:
            remove_coupon(checkout, now=timezone.now())
        elif not form.is_valid():
            return _refused(request, checkout, form)
        else:
            apply_coupon(checkout, form.cleaned_data["code"], now=timezone.now())
    except CheckoutClosed:
        return back  # which knows what became of it
    except BookingError as error:
        form.add_error("code", str(error))
        return _refused(request, checkout, form)
    return back


def _way(request: HttpRequest) -> str:
    """The chosen way stays chosen."""
    way = request.POST.get("way", "")
    return f"?{urlencode({'way': way})}" if way else ""


def _refused(request: HttpRequest, checkout: Checkout, form: CouponForm) -> HttpResponse:
    paying = paying_of(request, *open_checkout(checkout.token))
    ways = {option.way.value: option for option in paying.options}
    chosen = ways.get(request.POST.get("way", ""), paying.options[0])
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    return with_origins(request, lambda request: pay_page(request, paying, chosen, status=status, coupon_form=form))
