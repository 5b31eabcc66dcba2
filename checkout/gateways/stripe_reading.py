"""What Stripe says of a checkout session, its payment intent, the charge and its disputes, as one Report. Pure."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from checkout.gateways.protocol import Report
from checkout.gateways.stripe_money import from_stripe_units
from checkout.gateways.told import Told
from checkout.models import PaymentState

INTENTS = {
    "requires_capture": PaymentState.AUTHORISED,
    "succeeded": PaymentState.CAPTURED,
    "canceled": PaymentState.VOIDED,
    "processing": PaymentState.PROCESSING,
}
UNPAID_INTENTS = {"requires_payment_method", "requires_confirmation", "requires_action"}
ENDED, DECLINED = _("The time to pay ended."), _("The payment was declined.")
LOST = "lost"
# Every other word means that somebody still has to answer: the customer's bank, or the owner.
OVER = {LOST, "won", "warning_closed", "prevented"}


def report_of(session: Told, disputes: Iterable[Told] = ()) -> Report:
    """`session` with its payment intent and that one's latest charge within."""
    intent, disputes = session.inner("payment_intent"), list(disputes)
    state, failure = _state(session, intent)
    captured = intent.whole("amount_received") if intent else 0
    refunded = min(captured, _refunded(charge_of(session)) + _lost(disputes))
    if refunded:
        state = PaymentState.REFUNDED if refunded == captured else PaymentState.PARTLY_REFUNDED
    if any(dispute.text("status") not in OVER for dispute in disputes):
        state = PaymentState.DISPUTED
    currency = session.text("currency").upper()
    return Report(
        state=state,
        amount=from_stripe_units(session.whole("amount_total"), currency),
        amount_captured=from_stripe_units(captured, currency),
        currency=currency,
        failure=failure,
        amount_refunded=from_stripe_units(refunded, currency),
        money_id=intent.text("id") if intent else "",
    )


def charge_of(session: Told) -> Told | None:
    """The attempt that counts; None as long as nobody tried to pay."""
    intent = session.inner("payment_intent")
    return intent.inner("latest_charge") if intent else None


def _state(session: Told, intent: Told | None) -> tuple[PaymentState, str]:
    """A card that was declined leaves the page open: the customer may try another there."""
    page = session.one_of("status", {"open", "complete", "expired"})
    status = intent.one_of("status", INTENTS.keys() | UNPAID_INTENTS) if intent else ""
    if page == "expired" and status in {"", "canceled", *UNPAID_INTENTS}:
        return PaymentState.FAILED, str(ENDED)
    if page == "complete" and status == "requires_payment_method":
        return PaymentState.FAILED, str(DECLINED)
    return INTENTS.get(status, PaymentState.PROCESSING), ""


def _refunded(charge: Told | None) -> int:
    """Stripe counts what was reserved and never taken as given back; that was not the shop's."""
    if charge is None:
        return 0
    never_taken = charge.whole("amount") - charge.whole("amount_captured")
    return max(0, charge.whole("amount_refunded") - never_taken)


def _lost(disputes: Iterable[Told]) -> int:
    return sum(dispute.whole("amount") for dispute in disputes if dispute.text("status") == LOST)
