"""The money of one booking, in rows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from bookings.balance import ZERO, at_hand, due
from bookings.credit_words import credit_rows
from bookings.going_back import GoingBack
from bookings.lifecycle.allowance import allowed
from bookings.models import Booking
from bookings.states import FINAL, PaymentOption, PaymentStatus, Status
from services import wording

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Receipt:
    """`sum` is what is left to pay, or what it came to."""

    rows: list[Row]
    sum: Row | None


def receipt_of(booking: Booking, currency: str, back: GoingBack, *, refused: bool = False) -> Receipt:
    """Rows of nothing are left out; a price in words is a row of words. `refused`: the bank took no refund."""
    if booking.credits:
        return Receipt(credit_rows(booking), None if booking.status in FINAL else (_("To pay"), _("Nothing")))
    if booking.price is None:
        return Receipt([], (_("Price"), booking.price_text))
    if booking.exempt:
        return Receipt(_discounted(booking, currency), (_("Price"), _("Free")))
    rows = [*_discounted(booking, currency), (_("Price"), wording.money(booking.price, currency))]
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


def _discounted(booking: Booking, currency: str) -> list[Row]:
    """What it would cost without a coupon, and without what its owner let go."""
    if not booking.discount:
        return []
    lowered = allowed(booking)
    full = wording.money((booking.price or ZERO) + booking.discount, currency)
    off = [(_("Discount"), booking.discount - lowered), (_("Price lowered by the business"), lowered)]
    return [(_("Full price"), full), *((word, f"−{wording.money(less, currency)}") for word, less in off if less)]


def charge_failed(booking: Booking) -> bool:
    """It stands, but what was to be paid online could not be taken."""
    online = booking.selected_payment_option == PaymentOption.ONLINE and booking.checkout_completed_at is not None
    unpaid = booking.payment_status == PaymentStatus.NOT_PAID and not booking.amount_authorised
    return booking.status == Status.CONFIRMED and online and unpaid


def balance_words(booking: Booking, amount: str) -> str:
    """Of the button that leads to paying online what is left."""
    words = {"amount": amount}
    return (_("Pay the balance, %(amount)s") if at_hand(booking) else _("Pay %(amount)s now")) % words


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
