"""What the payment page shows: the review, the ways, and why an attempt did not go through."""

from http import HTTPStatus
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.context import current_business
from bookings.models import Booking
from bookings.picker.asked import readers_zone
from bookings.steps import PAYMENT, steps_of
from checkout.forms.coupon import COUPON_FORM, CouponForm
from checkout.forms.details import details_of
from checkout.forms.guard import stamp
from checkout.models import PaymentState
from checkout.pricing import Option, Way
from checkout.views import slips
from checkout.views.alternatives import alternatives
from checkout.views.back import pick_of, times_url
from checkout.views.pay_words import Paying, Words, discount_rows
from checkout.views.plan_way import sign_in_url
from checkout.views.serving import person_rows_of
from services import wording
from services.models import Business


def pay_page(
    request: HttpRequest,
    paying: Paying,
    option: Option,
    *,
    sentence: str = "",
    status: int = HTTPStatus.OK,
    **more: Any,
) -> HttpResponse:
    """A page, or for htmx the piece that depends on the chosen way."""
    business = current_business(request)
    words, held = Words(business, paying), _held(paying)
    is_piece = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    context = {
        "paying": paying,
        "chosen": option,
        "ways": [words.way(each) | {"chosen": each == option} for each in paying.options],
        "due": words.due(option),
        "button": words.button(option),
        "slip": _slip(request, paying, option, business),
        "steps": _steps(paying),
        "step_count": PAYMENT,  # the last one, wherever there is this page
        "sentence": sentence or _what_failed(paying, held),
        "code_off": request.GET.get("code") == "off" and not paying.code,
        "left": _("You left the payment; nothing was charged. %s") % held if "left" in request.GET else "",
        "held_until": wording.clock(paying.hold.expires_at, paying.booking.zone) if paying.hold else "",
        "is_piece": is_piece,
        "sign_in_url": sign_in_url(paying.checkout) if paying.plan.ask else "",
        "lacks_plan": option.way == Way.PLAN and not option.credits,
        "coupon_form": CouponForm(),
        "COUPON_FORM": COUPON_FORM,
        "gone": [wording.moment(each.starts_at, each.zone, paying.now) for each in paying.gone],
    }
    template = "checkout/pay.html#due" if is_piece else "checkout/pay.html"
    return render(request, template, context | more, status=status)


def taken_page(request: HttpRequest, paying: Paying, visitor: str, sentence: str) -> HttpResponse:
    """The time went while the customer was away: the nearest others, to which the answers come along."""
    booking, business = paying.booking, current_business(request)
    answers = details_of(booking, list(booking.service.questions.all()))
    answers["sms"] = "on" if answers["sms"] else ""
    found = alternatives(
        pick_of(booking),
        service=booking.service,
        location=booking.location,
        business=business,
        visitor=visitor,
        now=paying.now,
    )
    context = {
        "sentence": sentence,
        "alternatives": found.others,
        "answers": {name: value for name, value in answers.items() if value} | {"shown": stamp(paying.now)},
        "other_times_url": times_url(booking.service, pick_of(booking), booking.zone),
        "booking": booking,
        "slip": slips.without_time(_slip(request, paying, paying.options[0], business)),
    }
    return render(request, "checkout/taken.html", context, status=HTTPStatus.CONFLICT)


def _held(paying: Paying) -> str:
    if paying.hold is None:
        return ""
    return _("Your time is held until %s.") % wording.clock(paying.hold.expires_at, paying.booking.zone)


def _what_failed(paying: Paying, held: str) -> str:
    """Why the last attempt did not go through, if there was one."""
    last = paying.checkout.payments.order_by("-number").first()
    if last is None or last.state not in (PaymentState.FAILED, PaymentState.VOIDED):
        return ""
    return f"{last.failure or _('The payment did not go through.')} {_('Nothing was charged.')} {held}".strip()


def _steps(paying: Paying) -> SafeString:
    booking, pick = paying.booking, pick_of(paying.booking)
    one = len(paying.bookings) == 1  # the form of several can't be told from one of them
    return steps_of(
        booking.service,
        PAYMENT,
        time_url=times_url(booking.service, pick, booking.zone),
        details_url=reverse("checkout:details", args=[pick.sign()]) if one else "",
    )


def _reader(request: HttpRequest, booking: Booking) -> ZoneInfo | None:
    """The customer's zone as it was kept, else the browser's."""
    return booking.contact_time_zone or readers_zone(request)


def _slip(request: HttpRequest, paying: Paying, option: Option, business: Business) -> dict[str, Any]:
    booking, zone, now, currency = paying.booking, paying.booking.zone, paying.now, business.currency
    starts = [each.starts_at for each in paying.bookings]
    price = slips.price_row(option, booking.price_text, currency)
    rows = person_rows_of(booking) if len(starts) == 1 else []
    if where := booking.location_text or business.address:
        rows.append((_("Where"), where))
    rows += [(_("For"), booking.name), *slips.party_rows(booking)]
    if off := discount_rows(paying, currency):
        full = paying.checkout.total + paying.checkout.discount
        rows += [(_("Full price"), wording.money(full, currency)), *off]
    slip = slips.when_of(paying.bookings, readers_zone(request), now) | {
        "title": booking.title,
        "note": slips.note(option, paying.hold, price[1], zone, currency),
        "rows": rows + slips.money_rows(option, currency),
        "sum": price,
        "cancel": slips.cancel_line(booking.cancel_until, zone, now, _reader(request, booking))
        if len(starts) == 1
        else "",
    }
    if paying.hold is not None:
        slip["hold"] = slips.hold_part(paying.hold, zone, now, business, "pay")
    return slip
