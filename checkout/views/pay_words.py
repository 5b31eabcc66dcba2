"""What the payment page says of the ways to pay, and of what is due when."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from operator import attrgetter
from typing import Any

from django.utils.translation import gettext as _

from bookings.models import Booking, Hold
from checkout.models import Checkout
from checkout.pricing import ZERO, Option, Way
from checkout.views.plan_way import PlanWay, button_words, due_words, way_words
from services import wording
from services.models import Business


@dataclass
class Paying:
    """An open checkout, as its page needs it. `bookings`: one, or the dates of a class, in the order of time;
    `gone`: those that have just left it. `code`: the coupon's that is used; `asks_code`: whether there are any."""

    checkout: Checkout
    bookings: Sequence[Booking]
    options: Sequence[Option]
    now: datetime
    gone: Sequence[Booking] = ()
    plan: PlanWay = field(default_factory=PlanWay)
    code: str = ""
    asks_code: bool = False

    @property
    def booking(self) -> Booking:
        """The first: what all of them have in common is read of it."""
        return self.bookings[0]

    @property
    def holds(self) -> list[Hold]:
        """Those that live."""
        found = [getattr(booking, "hold", None) for booking in self.bookings]
        return [hold for hold in found if hold is not None and hold.expires_at > self.now]

    @property
    def hold(self) -> Hold | None:
        """The one that ends first, where everything is held."""
        return min(self.holds, key=attrgetter("expires_at")) if len(self.holds) == len(self.bookings) else None

    @property
    def needs_approval(self) -> bool:
        return self.booking.terms.needs_approval


def discount_rows(paying: Paying, currency: str) -> list[tuple[str, str]]:
    """What the coupon takes off all of it; nothing without one."""
    off = paying.checkout.discount
    if not off:
        return []
    return [(_("Coupon %(code)s") % {"code": paying.code}, f"−{wording.money(off, currency)}")]


class Words:
    def __init__(self, business: Business, paying: Paying) -> None:
        self.currency = business.currency
        self.bookings = paying.bookings
        self.now = paying.now
        self.reserves = paying.needs_approval
        self.plan = paying.plan
        self.discount = discount_rows(paying, business.currency)

    def money(self, value: Any) -> str:
        return wording.money(value, self.currency)

    def way(self, option: Option) -> dict[str, Any]:
        if option.way == Way.PLAN:
            return way_words(self.plan, asks=self.reserves)
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
        if option.way == Way.PLAN:
            return due_words(self.plan, self.bookings, self.now)
        rows = [self._line(booking) for booking in self.bookings] + self.discount
        if option.later:
            rows.append((_("In person"), f"−{self.money(option.later)}"))
        label = _("Reserved now") if self.reserves and option.online else _("Due now")
        return {"rows": rows, "sum": (label, self.money(option.due_now))}

    def _line(self, booking: Booking) -> tuple[str, str]:
        """At its full price; of several dates each by its moment."""
        several = len(self.bookings) > 1
        what = wording.moment(booking.starts_at, booking.zone, self.now) if several else booking.title
        full = (booking.price or ZERO) + booking.discount
        return what, self.money(full) if full else booking.price_text

    def button(self, option: Option) -> dict[str, str]:
        if option.way == Way.PLAN:
            return button_words(self.plan, asks=self.reserves)
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
