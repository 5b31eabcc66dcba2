"""The money of one booking, in rows; and what cancelling it would do, said before it is done."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Actor
from bookings.balance import due
from bookings.going_back import GoingBack, would_go_back
from bookings.lifecycle import cancel_terms
from bookings.models import Booking
from bookings.states import FINAL, PaymentOption, PaymentStatus, Status
from services import wording
from services.models import Business, ServiceKind

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`sum` is what is left to pay, or what it came to."""

    rows: list[Row]
    sum: Row | None


@dataclass(frozen=True, slots=True)
class CancelOffer:
    """`allowed` False: `sentence` says since when and why. Else `button` names what the press does."""

    allowed: bool
    sentence: str
    rows: list[Row]
    sum: Row | None
    button: str
    note: str = ""


def receipt_of(booking: Booking, currency: str, back: GoingBack, *, refused: bool = False) -> Receipt:
    """Rows of nothing are left out; a price in words is a row of words. `refused`: the bank took no refund."""
    if booking.price is None:
        return Receipt([], (_("Price"), booking.price_text))
    if booking.exempt:
        return Receipt([], (_("Price"), _("Free")))
    rows = [(_("Price"), wording.money(booking.price, currency))]
    for label, value in (
        (_("Paid"), booking.amount_paid),
        (_("Refunded"), booking.amount_refunded),
        (_("Kept"), booking.amount_retained),
    ):
        if value:
            rows.append((label, wording.money(value, currency)))
    if not booking.amount_paid and booking.amount_authorised and booking.status not in FINAL:
        rows.append((_("Reserved on your card"), wording.money(booking.amount_authorised, currency)))
    if back.by_bank and back.by_hand:
        rows.append(_by_hand(back, currency))
    return Receipt(rows, _last_row(booking, currency, back, refused))


def charge_failed(booking: Booking) -> bool:
    """It stands, but what was to be paid online could not be taken."""
    online = booking.selected_payment_option == PaymentOption.ONLINE and booking.checkout_completed_at is not None
    unpaid = booking.payment_status == PaymentStatus.NOT_PAID and not booking.amount_authorised
    return booking.status == Status.CONFIRMED and online and unpaid


def _last_row(booking: Booking, currency: str, back: GoingBack, refused: bool) -> Row | None:
    if back.by_bank:
        label = _("Not sent back by the bank") if refused else _("On its way back to you")
        return label, wording.money(back.by_bank, currency)
    if back.by_hand:
        return _by_hand(back, currency)
    if booking.status in FINAL | {Status.WAITING_LIST}:
        return None
    left = due(booking)
    return (_("To pay"), wording.money(left, currency)) if left else (_("To pay"), _("Nothing"))


def _by_hand(back: GoingBack, currency: str) -> Row:
    return _("You get back in person"), wording.money(back.by_hand, currency)


def cancel_offer(booking: Booking, business: Business, now: datetime) -> CancelOffer | None:
    """None where there is nothing to cancel any more."""
    if booking.status in FINAL or now >= booking.ends_at:
        return None
    terms = cancel_terms(booking, by=Actor.visitor(), now=now)
    if not terms.allowed:
        return CancelOffer(False, _refusal(booking, terms.late, business, now), [], None, "")
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
        note=_later(booking, terms.late, business, now),
    )


def _refusal(booking: Booking, late: bool, business: Business, now: datetime) -> str:
    """Since when, and what instead (journeys.md S25)."""
    if late and booking.cancel_until:
        words = {"moment": wording.moment(booking.cancel_until, booking.zone, now)}
        return _("This could be canceled online until %(moment)s. Now only we can do it.") % words
    return _("This booking can't be canceled online. Only we can do it.")


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
    if booking.status == Status.PENDING:
        return _("Take your request back. It costs nothing.")
    return _("Canceling costs nothing. %(opens)s") % words


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


def _later(booking: Booking, late: bool, business: Business, now: datetime) -> str:
    """What changes at the cutoff, while it lies ahead."""
    until = booking.cancel_until
    if late or until is None or until >= booking.starts_at or until <= now:
        return ""
    words = {"moment": wording.moment(until, booking.zone, now), "business": business.name}
    return {
        "keep_deposit": _("From %(moment)s the deposit stays with %(business)s."),
        "keep_all": _("From %(moment)s everything you paid stays with %(business)s."),
    }.get(booking.terms.late_cancel, _("From %(moment)s it can't be canceled online any more.")) % words


def _button(booking: Booking, by_bank: Decimal, currency: str) -> str:
    """What the press itself does: it sends back what the bank sends."""
    if by_bank:
        return _("Cancel and refund %(amount)s") % {"amount": wording.money(by_bank, currency)}
    return _("Take the request back") if booking.status == Status.PENDING else _("Cancel this booking")
