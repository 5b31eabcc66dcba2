"""What cancelling would cost, in words, before anything is booked (domain.md section 8)."""

from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from checkout.views.slips import moment_html
from services import wording
from services.models import Business, LateCancel
from services.terms import Terms


def cancelling(
    terms: Terms, start: datetime, deposit: Decimal, *, zone: ZoneInfo, business: Business, now: datetime
) -> list[SafeString | str]:
    """Sentences in the order to read them."""
    until = terms.cancel_until(start)
    if until is None:
        return [_("This can't be canceled online. If something comes up, call us.")]
    late = _late(terms, deposit, business)
    if until <= now:
        return [_("It is too late to cancel this free of charge."), late]
    if until == start:
        return [_("Free of charge up to the start.")]
    free = format_html(_("Free of charge until {}."), format_html("<b>{}</b>", moment_html(until, zone, now)))
    return [free, late]


def _late(terms: Terms, deposit: Decimal, business: Business) -> str:
    if terms.late_cancel == LateCancel.KEEP_ALL:
        return _("After that, what you paid stays with %(business)s.") % {"business": business.name}
    if terms.late_cancel == LateCancel.KEEP_DEPOSIT and deposit:
        words = {"amount": wording.money(deposit, business.currency), "business": business.name}
        return _("After that, the deposit of %(amount)s stays with %(business)s.") % words
    if terms.late_cancel == LateCancel.KEEP_DEPOSIT:
        return _("After that you can still cancel, and everything paid goes back to you.")
    return _("After that it can't be canceled online: call us.")
