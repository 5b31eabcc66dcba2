"""The review, and the ways to pay (look/04-pay.html)."""

from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import cast
from urllib.parse import urlencode
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from bookings import holds, links
from bookings.context import current_business
from bookings.errors import BookingError, SlotNotAvailable
from bookings.limits import limited
from bookings.models import Booking
from bookings.states import FINAL, Status
from bookings.visitors import new_visitor, remember, visitor_of
from checkout.errors import CheckoutClosed, PartlyTaken, PaymentUnavailable, PlanDoesNotPay, SumChanged
from checkout.forms import PayForm
from checkout.gateways import online_gateway
from checkout.models import Checkout
from checkout.operations import begin_payment, checkout_options, complete_checkout
from checkout.operations.parting import leave_out_ended
from checkout.pricing import Option, Way
from checkout.views.coupon_used import coupons_of, with_coupons
from checkout.views.pay_page import pay_page, taken_page
from checkout.views.pay_words import Paying
from checkout.views.personal import SeeOther, personal
from checkout.views.plan_way import plan_way


def open_checkout(token: UUID) -> tuple[Checkout, list[Booking]]:
    """With its bookings in the order of time; one, or the dates of a class. Raises Http404."""
    checkout = with_coupons(Checkout.objects.filter(token=token)).first()
    own = Booking.objects.filter(checkouts=checkout).select_related("service", "location", "hold")
    bookings = list(own.order_by("starts_at", "pk")) if checkout else []
    if checkout is None or not bookings:
        raise Http404
    return checkout, bookings


@require_http_methods(["GET", "HEAD", "POST"])
@limited("pay", per_minute=60)
@personal
def pay(request: HttpRequest, token: UUID) -> HttpResponse:
    checkout, bookings = open_checkout(token)
    gone = leave_out_ended(checkout, now=timezone.now()) if _some_ended(checkout, bookings) else []
    if gone:
        checkout, bookings = open_checkout(token)
    if checkout.completed_at is not None or any(booking.status != Status.CREATED for booking in bookings):
        return SeeOther(reverse("checkout:done", args=[token]))
    paying = paying_of(request, checkout, bookings, gone)
    answer = _pay if request.method == "POST" else _review
    return with_origins(request, lambda request: answer(request, paying))


def paying_of(
    request: HttpRequest, checkout: Checkout, bookings: list[Booking], gone: Sequence[Booking] = ()
) -> Paying:
    now = timezone.now()
    plan = plan_way(request, bookings, now)
    options = checkout_options(bookings, credits=plan.credits)
    code, asks_code = coupons_of(checkout)
    return Paying(checkout, bookings, options, now, gone, plan, code, asks_code)


def _some_ended(checkout: Checkout, bookings: list[Booking]) -> bool:
    """Of several dates one was called off, canceled or ran out, and the others wait for their payment."""
    statuses = {booking.status for booking in bookings}
    return checkout.completed_at is None and Status.CREATED in statuses and bool(statuses & FINAL)


def with_origins(request: HttpRequest, answer: Callable[[HttpRequest], HttpResponse]) -> HttpResponse:
    """A POST that is answered with a redirect to the provider needs the page's policy to allow it."""
    company = online_gateway()
    allowing = csp_update({"form-action": [company.origin] if company else []})
    return cast("HttpResponse", allowing(answer)(request))


def _review(request: HttpRequest, paying: Paying) -> HttpResponse:
    ways: dict[str, Option] = {option.way.value: option for option in paying.options}
    return pay_page(request, paying, ways.get(request.GET.get("way", ""), paying.options[0]))


def _pay(request: HttpRequest, paying: Paying) -> HttpResponse:
    if "extend" in request.POST:
        return _keep_longer(request, paying)
    if paying.gone:  # the sum is another: it is looked at first
        return pay_page(request, paying, paying.options[0], status=HTTPStatus.CONFLICT)
    form = PayForm(request.POST, options=paying.options)
    if not form.is_valid():
        return _asked_again(request, paying, form)
    if not form.was_shown:
        changed = "way" if form.another_way else "sum"
        return pay_page(request, paying, form.chosen, status=HTTPStatus.UNPROCESSABLE_ENTITY, changed=changed)
    visitor = visitor_of(request) or new_visitor()
    try:
        response = SeeOther(_begin(paying, form.chosen, visitor))
    except PartlyTaken:
        return _fewer(request, paying)
    except SlotNotAvailable as error:
        return taken_page(request, paying, visitor, str(error))
    except CheckoutClosed:
        return SeeOther(links.path(paying.booking))
    except PaymentUnavailable as error:
        return pay_page(request, paying, form.chosen, sentence=str(error), status=HTTPStatus.SERVICE_UNAVAILABLE)
    except (PlanDoesNotPay, SumChanged) as error:
        again = paying_of(request, *open_checkout(paying.checkout.token))
        return pay_page(request, again, again.options[0], sentence=str(error), status=HTTPStatus.CONFLICT)
    except BookingError as error:
        return pay_page(request, paying, form.chosen, sentence=str(error), status=HTTPStatus.CONFLICT)
    remember(response, visitor)
    return response


def _asked_again(request: HttpRequest, paying: Paying, form: PayForm) -> HttpResponse:
    """No way was chosen, or one that is none any more."""
    if form.was_offered:
        return pay_page(request, paying, paying.options[0], status=HTTPStatus.CONFLICT, changed="sum")
    sentence = str(next(iter(form.errors.values()))[0])
    return pay_page(request, paying, paying.options[0], sentence=sentence, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _fewer(request: HttpRequest, paying: Paying) -> HttpResponse:
    """Some dates filled up: the review again, of those that are left and their sum."""
    before = {booking.pk: booking for booking in paying.bookings}
    checkout, left = open_checkout(paying.checkout.token)
    gone = [booking for pk, booking in before.items() if pk not in {each.pk for each in left}]
    again = paying_of(request, checkout, left, gone)
    return pay_page(request, again, again.options[0], status=HTTPStatus.CONFLICT)


def _keep_longer(request: HttpRequest, paying: Paying) -> HttpResponse:
    """The holds are extended, once; the chosen way stays chosen."""
    for hold in paying.holds:
        holds.extend(hold, now=paying.now, business=current_business(request))
    way = urlencode({"way": request.POST.get("way", "")})
    return SeeOther(reverse("checkout:pay", args=[paying.checkout.token]) + f"?{way}")


def _begin(paying: Paying, option: Option, visitor: str) -> str:
    """Where the customer goes next."""
    checkout, now = paying.checkout, paying.now
    done = reverse("checkout:done", args=[checkout.token])
    if option.way == Way.PLAN:
        paying.plan.pay(checkout, now)
        return done
    if not option.online:
        complete_checkout(checkout, option, now=now)
        return done
    left = reverse("checkout:pay", args=[checkout.token]) + "?left=1"
    payment = begin_payment(
        checkout,
        option,
        visitor=visitor,
        return_url=settings.SITE_URL + done,
        cancel_url=settings.SITE_URL + left,
        now=now,
    )
    return payment.provider_url
