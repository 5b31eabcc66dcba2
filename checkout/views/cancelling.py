"""What cancelling would cost, in words, before anything is booked (domain.md section 8)."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from checkout.views.slips import both_zones_html
from services import wording
from services.models import Business, LateCancel
from services.terms import Terms


def may_cancel(terms: Terms, start: datetime, now: datetime) -> bool:
    """Whether a customer who books now can still cancel by the link (bookings.lifecycle.cancel_terms)."""
    until = terms.cancel_until(start)
    if until is None:
        return False
    return now <= until or (terms.late_cancel != LateCancel.REFUSED and now < start)


def cancelling(
    terms: Terms,
    start: datetime,
    deposit: Decimal,
    *,
    zone: ZoneInfo,
    business: Business,
    now: datetime,
    reader: ZoneInfo | None = None,
) -> list[SafeString | str]:
    """Sentences in the order to read them."""
    until = terms.cancel_until(start)
    if until is None:
        return [_("This can't be canceled online. If something comes up, call us.")]
    if until == start:
        return [_("Free of charge up to the start.")]
    if until <= now:
        return [_("It is too late to cancel this free of charge."), _late(terms, deposit, business, _("From now on"))]
    late = _late(terms, deposit, business, _("After that"))
    free = format_html(
        _("Free of charge until {}."), format_html("<b>{}</b>", both_zones_html(until, zone, now, reader))
    )
    return [free, late]


def _late(terms: Terms, deposit: Decimal, business: Business, since: str) -> str:
    words = {"since": since, "business": business.name, "amount": wording.money(deposit, business.currency)}
    if terms.late_cancel == LateCancel.KEEP_ALL:
        return _("%(since)s, what you have paid by then stays with %(business)s if you cancel.") % words
    if terms.late_cancel == LateCancel.KEEP_DEPOSIT and deposit:
        return _("%(since)s, the deposit of %(amount)s stays with %(business)s if you cancel.") % words
    if terms.late_cancel == LateCancel.KEEP_DEPOSIT:
        return _("%(since)s you can still cancel, and what you paid goes back to you.") % words
    return _("%(since)s it can't be canceled online: call us.") % words
