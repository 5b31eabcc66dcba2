"""What the payment page shows: the review, the ways, and why an attempt did not go through."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.context import current_business
from bookings.models import Booking, Hold
from bookings.picker.asked import readers_zone
from bookings.steps import PAYMENT, steps_of
from checkout.forms.details import details_of
from checkout.forms.guard import stamp
from checkout.models import Checkout, PaymentState
from checkout.pricing import Option, Way
from checkout.views import slips
from checkout.views.alternatives import alternatives
from checkout.views.back import pick_of, times_url
from checkout.views.serving import person_rows_of
from services import wording
from services.models import Business


@dataclass
class Paying:
    """An open checkout, as its page needs it."""

    checkout: Checkout
    booking: Booking
    options: Sequence[Option]
    now: datetime

    @property
    def hold(self) -> Hold | None:
        hold: Hold | None = getattr(self.booking, "hold", None)
        return hold if hold is not None and hold.expires_at > self.now else None

    @property
    def needs_approval(self) -> bool:
        return self.booking.terms.needs_approval


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
    words, held = _Words(business, paying), _held(paying)
    is_piece = bool(request.htmx) and not request.htmx.history_restore_request  # type: ignore[attr-defined]
    context = {
        "paying": paying,
        "booking": paying.booking,
        "chosen": option,
        "ways": [words.way(each) | {"chosen": each == option} for each in paying.options],
        "due": words.due(option),
        "button": words.button(option),
        "slip": _slip(request, paying, option, business),
        "steps": _steps(paying),
        "step_count": PAYMENT,  # the last one, wherever there is this page
        "sentence": sentence or _what_failed(paying, held),
        "left": _("You left the payment; nothing was charged. %s") % held if "left" in request.GET else "",
        "held_until": wording.clock(paying.hold.expires_at, paying.booking.zone) if paying.hold else "",
        "is_piece": is_piece,
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
    return steps_of(
        booking.service,
        PAYMENT,
        time_url=times_url(booking.service, pick, booking.zone),
        details_url=reverse("checkout:details", args=[pick.sign()]),
    )


class _Words:
    def __init__(self, business: Business, paying: Paying) -> None:
        self.currency = business.currency
        self.booking = paying.booking
        self.reserves = paying.needs_approval

    def money(self, value: Any) -> str:
        return wording.money(value, self.currency)

    def way(self, option: Option) -> dict[str, Any]:
        words = {"now": self.money(option.due_now), "later": self.money(option.later)}
        texts = {
            Way.DEPOSIT: (
                _("Deposit now, the rest in person"),
                _("%(now)s by card now, %(later)s when you come.") % words,
            ),
            Way.EVERYTHING: (_("Everything now"), _("By card. Nothing left to settle when you come.")),
            Way.IN_PERSON: (_("In person"), _("Nothing now; you pay when you come.")),
            Way.FREE: (_("Free of charge"), ""),
        }
        title, text = texts[option.way]
        if option.online and self.reserves:
            text = f"{text} {_('Only reserved now; taken when we confirm.')}"
        amount = words["now"] if option.online else words["later"]
        return {"value": option.way.value, "title": title, "text": text, "amount": amount}

    def due(self, option: Option) -> dict[str, Any]:
        """Rows of what is paid when, and the heavy last one."""
        booking = self.booking
        total = option.due_now + option.later
        rows = [(booking.title, self.money(total) if total else booking.price_text)]
        if option.later:
            rows.append((_("In person"), f"−{self.money(option.later)}"))
        label = _("Reserved now") if self.reserves and option.online else _("Due now")
        return {"rows": rows, "sum": (label, self.money(option.due_now))}

    def button(self, option: Option) -> dict[str, str]:
        words = {"amount": self.money(option.due_now), "later": self.money(option.later)}
        if option.online and self.reserves:
            label = _("Reserve %(amount)s and send the request") % words
        elif option.online and option.way == Way.DEPOSIT:
            label = _("Pay %(amount)s deposit") % words
        elif option.online:
            label = _("Pay %(amount)s") % words
        elif self.reserves:
            label = _("Send the request")
        else:
            label = _("Book it, pay %(later)s in person") % words if option.later else _("Book it")
        return {"label": label, "busy": _("Asking the bank") if option.online else _("Booking")}


def _slip(request: HttpRequest, paying: Paying, option: Option, business: Business) -> dict[str, Any]:
    booking, zone, now, currency = paying.booking, paying.booking.zone, paying.now, business.currency
    price = slips.price_row(option, booking.price_text, currency)
    rows = person_rows_of(booking)
    if where := booking.location_text or business.address:
        rows.append((_("Where"), where))
    rows += [(_("For"), booking.name), *slips.people_row(booking.total_participants)]
    slip = slips.when(booking.starts_at, booking.ends_at, zone, readers_zone(request), now) | {
        "title": booking.title,
        "note": slips.note(option, paying.hold, price[1], zone, currency),
        "rows": rows + slips.money_rows(option, currency),
        "sum": price,
        "cancel": slips.cancel_line(booking.cancel_until, zone, now),
    }
    if paying.hold is not None:
        slip["hold"] = slips.hold_part(paying.hold, zone, now, business, "pay")
    return slip
