"""What cancelling a booking would do, to its time and its money, said before it is done."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.balance import at_hand
from bookings.credit_words import come_back, credits_words, in_use, stay_used
from bookings.going_back import GoingBack, would_go_back
from bookings.lifecycle import cancel_terms
from bookings.lifecycle.cancel import CancelTerms
from bookings.manage.money import Row
from bookings.models import Booking
from bookings.policy_words import cancel_closed_words, cancel_until_words, in_both_zones
from bookings.states import FINAL, Status
from services import wording
from services.models import Business, LateCancel, ServiceKind


@dataclass(frozen=True, slots=True)
class CancelOffer:
    """`allowed` False: `sentence` says since when and why. Else `button` names what the press does."""

    allowed: bool
    sentence: str
    rows: list[Row]
    sum: Row | None
    button: str
    note: str = ""


def cancel_offer(
    booking: Booking, business: Business, now: datetime, reader: ZoneInfo | None = None
) -> CancelOffer | None:
    """None where there is nothing to cancel any more."""
    if booking.status in FINAL or now >= booking.ends_at:
        return None
    terms = cancel_terms(booking, by=Actor.visitor(), now=now)
    if not terms.allowed:
        return CancelOffer(False, cancel_closed_words(booking, reader=reader, now=now), [], None, "")
    if booking.credits:
        return by_credits(booking, terms, _cutoff(booking, terms, business, now, reader))
    currency = business.currency
    back = would_go_back(booking, booking.amount_retained + terms.kept)
    paid = terms.refund + terms.kept
    rows: list[Row] = []
    if paid:
        rows = [
            (_("Paid"), wording.money(paid, currency)),
            (_("Kept by %(business)s") % {"business": business.name}, wording.money(terms.kept, currency)),
        ]
    return CancelOffer(
        allowed=True,
        sentence=_consequence(booking, back, terms.kept, business),
        rows=rows,
        sum=(_("Back to you"), wording.money(terms.refund, currency)) if paid else None,
        button=_button(booking, back.by_bank, currency),
        note=_cutoff(booking, terms, business, now, reader),
    )


def _consequence(booking: Booking, back: GoingBack, kept: Decimal, business: Business) -> str:
    if back.by_hand:
        return _by_hand_too(back, kept, business)
    words = {
        "refund": wording.money(back.by_bank, business.currency),
        "kept": wording.money(kept, business.currency),
        "business": business.name,
        "opens": _opens(booking),
    }
    if back.by_bank and kept:
        return _("Cancel now and %(refund)s comes back to you; %(kept)s stays with %(business)s.") % words
    if back.by_bank:
        return _("Cancel now and all %(refund)s comes back to you. %(opens)s") % words
    if kept:
        return _("Cancel now and the %(kept)s that you paid stays with %(business)s.") % words
    if booking.amount_authorised and not booking.amount_paid:
        words["reserved"] = wording.money(booking.amount_authorised, business.currency)
        return _("Canceling costs nothing: the %(reserved)s reserved on your card is released. %(opens)s") % words
    if booking.status == Status.PENDING:
        return _("Take your request back. It costs nothing.")
    return _("Canceling costs nothing. %(opens)s") % words


def by_credits(booking: Booking, terms: CancelTerms, note: str) -> CancelOffer:
    """The same for what a plan has paid for."""
    said = come_back(terms.credits_back) if terms.credits_back else stay_used(terms.credits_kept)
    button = _("Cancel this booking")
    if terms.credits_back:
        button = _("Cancel and get %(credits)s back") % {"credits": credits_words(terms.credits_back)}
    elif booking.status == Status.PENDING:
        button = _("Take the request back")
    sentence = _("If you cancel now, %(said)s %(opens)s") % {"said": said, "opens": _opens(booking)}
    return CancelOffer(True, sentence, [], None, button, note)


def used_words(booking: Booking) -> str:
    return stay_used(in_use(booking))


def _opens(booking: Booking) -> str:
    if booking.kind == ServiceKind.APPOINTMENT:
        return _("Your time opens to others at once.")
    count = booking.total_participants
    return ngettext("Your place opens to others at once.", "Your places open to others at once.", count)


def _by_hand_too(back: GoingBack, kept: Decimal, business: Business) -> str:
    """No card takes back what was paid in person."""
    words = {
        "by_hand": wording.money(back.by_hand, business.currency),
        "by_bank": wording.money(back.by_bank, business.currency),
        "kept": wording.money(kept, business.currency),
        "business": business.name,
    }
    sentence = _("Cancel now and %(business)s gives you back %(by_hand)s in person.")
    if back.by_bank and kept:
        sentence = _(
            "Cancel now and %(by_bank)s comes back the way you paid; %(business)s gives you back %(by_hand)s in person"
            " and keeps %(kept)s."
        )
    elif back.by_bank:
        sentence = _(
            "Cancel now and %(by_bank)s comes back the way you paid; %(business)s gives you back %(by_hand)s in"
            " person."
        )
    elif kept:
        sentence = _("Cancel now and %(business)s gives you back %(by_hand)s in person and keeps %(kept)s.")
    return sentence % words


def _cutoff(booking: Booking, terms: CancelTerms, business: Business, now: datetime, reader: ZoneInfo | None) -> str:
    """Up to when it costs nothing and what changes then; or since when it costs what it costs."""
    until = booking.cancel_until
    if until is None or booking.status == Status.WAITING_LIST:
        return ""
    if terms.late and (terms.kept or terms.credits_kept):
        when = in_both_zones(booking, until, reader=reader, now=now)
        return _("It could be canceled free of charge until %(when)s.") % {"when": when}
    if until <= now:
        return ""
    said = cancel_until_words(booking, reader=reader, now=now)
    return said if until >= booking.starts_at else f"{said} {_afterwards(booking, business)}".strip()


def _afterwards(booking: Booking, business: Business) -> str:
    """Nothing where nothing that was paid could be kept."""
    have = max(at_hand(booking), booking.amount_authorised)
    late = booking.terms.late_cancel
    deposit = min(have, booking.deposit)
    words = {"business": business.name, "deposit": wording.money(deposit, business.currency)}
    if late == LateCancel.REFUSED:
        return _("After that only we can cancel it.")
    if booking.credits:
        return "" if late == LateCancel.KEEP_DEPOSIT else _("After that %(used)s") % {"used": used_words(booking)}
    if late == LateCancel.KEEP_DEPOSIT:
        return _("After that the deposit of %(deposit)s stays with %(business)s.") % words if deposit else ""
    return _("After that everything you paid stays with %(business)s.") % words if have else ""


def _button(booking: Booking, by_bank: Decimal, currency: str) -> str:
    """What the press itself does: it sends back what the bank sends."""
    if by_bank:
        return _("Cancel and refund %(amount)s") % {"amount": wording.money(by_bank, currency)}
    return _("Take the request back") if booking.status == Status.PENDING else _("Cancel this booking")
