"""A plan on the payment page: whether the visitor's own pays for it, and what to do where none does."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.credit_words import credits_words
from bookings.members import is_own, member_of
from bookings.models import Booking, Contact
from checkout.errors import PlanDoesNotPay
from checkout.models import Checkout
from checkout.operations.redeeming import redeem
from checkout.plans_held import Cover, best_cover, live
from checkout.plans_words import of_left
from services import wording


@dataclass(frozen=True, slots=True)
class PlanWay:
    """`cover`: what the member's plan gives. `note`: why theirs does not pay. `ask`: nobody is signed in, and who is
    may have a plan."""

    member: Contact | None = None
    cover: Cover | None = None
    note: str = ""
    ask: bool = False

    @property
    def credits(self) -> int:
        return self.cover.credits if self.cover else 0

    def pay(self, checkout: Checkout, now: datetime) -> None:
        """Raises PlanDoesNotPay and what `redeem` raises."""
        if self.member is None:
            raise PlanDoesNotPay(_("Sign in first, so that we know which plan is yours."))
        redeem(checkout, contact=self.member, now=now)


def plan_way(request: HttpRequest, bookings: Sequence[Booking], now: datetime) -> PlanWay:
    """Nothing is read for whoever is not signed in."""
    costs = not all(booking.exempt for booking in bookings)
    if not (costs and bookings[0].service.pay_by_plan):
        return PlanWay()
    member = member_of(request)
    if member is None:
        return PlanWay(ask=True)
    if not all(is_own(member, booking) for booking in bookings):
        return PlanWay(note=_("Plans pay only for bookings with the address you are signed in with."))
    held = live(member, bookings[0].service_id, now).prefetch_related("pots")
    try:
        return PlanWay(member, best_cover(held, bookings, now))
    except PlanDoesNotPay as error:
        return PlanWay(member, note=str(error))


def sign_in_url(checkout: Checkout) -> str:
    """And back to this page."""
    here = reverse("checkout:pay", args=[checkout.token])
    return f"{reverse('bookings:sign_in')}?{urlencode({'next': here})}"


def way_words(plan: PlanWay, *, asks: bool) -> dict[str, Any]:
    """As Words.way. `asks`: it is a request."""
    words = {"value": "plan", "title": _("With a plan"), "text": _("This is paid with a plan."), "amount": ""}
    if plan.cover is None:
        return words
    said = _("%(plan)s: %(credits)s.") % {
        "plan": plan.cover.membership.name,
        "credits": of_left(plan.credits, plan.cover.left),
    }
    if asks:
        said = f"{said} {_('Set aside now; it comes back if we say no.')}"
    return words | {"title": _("With your plan"), "text": said, "amount": credits_words(plan.credits)}


def due_words(plan: PlanWay, bookings: Sequence[Booking], now: datetime) -> dict[str, Any]:
    """As Words.due: what each takes, then what it comes to."""
    if plan.cover is None:
        return {"rows": [], "sum": (_("Price"), _("With a plan"))}
    several = len(bookings) > 1
    rows = [
        (
            wording.moment(part.booking.starts_at, part.booking.zone, now) if several else part.booking.title,
            credits_words(part.credits),
        )
        for part in plan.cover.parts
    ]
    return {"rows": rows, "sum": (_("From your plan"), credits_words(plan.credits))}


def button_words(plan: PlanWay, *, asks: bool) -> dict[str, str]:
    """As Words.button."""
    words = {"credits": credits_words(plan.credits)}
    label = _("Send the request with %(credits)s") if asks else _("Book it with %(credits)s")
    return {"label": label % words, "busy": _("Booking")}
