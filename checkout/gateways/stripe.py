"""Stripe: the customer pays on its page (Checkout Sessions), and it tells us by signed webhooks."""

import logging
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil

from django.conf import settings
from django.utils import timezone
from stripe.params.checkout import SessionCreateParams, SessionCreateParamsLineItemPriceData

from checkout.gateways.protocol import Begun, GatewayError, GatewayRefused, Notice, RefundReport, Report
from checkout.gateways.stripe_api import StoredFailure, client, told
from checkout.gateways.stripe_money import stripe_units
from checkout.gateways.stripe_notice import read_notice
from checkout.gateways.stripe_reading import charge_of, report_of
from checkout.gateways.told import Told
from checkout.models import Payment, PaymentState, Refund, RefundState

logger = logging.getLogger(__name__)

KEY = "daybook"  # in the metadata of what we make there
# Stripe's pages live between 30 minutes and 24 hours.
SHORTEST, LONGEST, STEP = timedelta(minutes=31), timedelta(hours=23, minutes=30), timedelta(minutes=30)
REFUNDS = {
    "succeeded": RefundState.DONE,
    "pending": RefundState.REQUESTED,
    "requires_action": RefundState.REQUESTED,
    "failed": RefundState.FAILED,
    "canceled": RefundState.FAILED,
}


class StripeGateway:
    """See checkout.gateways.protocol.Gateway for what each method promises.

    `provider_id` is the checkout session, `money_id` its payment intent, which exists once somebody tried to pay.
    """

    name = "stripe"

    @property
    def origin(self) -> str:
        return str(settings.STRIPE_PAGE)

    def begin(
        self, payment: Payment, *, description: str, return_url: str, cancel_url: str, expires_at: datetime
    ) -> Begun:
        key = _key(payment)
        wanted: SessionCreateParams = {
            "mode": "payment",
            "line_items": [{"quantity": 1, "price_data": _price(payment, description[:250])}],
            "payment_intent_data": {
                "capture_method": "manual" if payment.capture_later else "automatic",
                "description": description[:250],
                "metadata": {KEY: key},
            },
            "adaptive_pricing": {"enabled": False},  # What is asked for is what is paid, in the same currency.
            "client_reference_id": key,
            "metadata": {KEY: key},
            "success_url": return_url,
            "cancel_url": cancel_url,
            "expires_at": _ends_at(payment, expires_at),
        }
        try:
            made = told(lambda: client().v1.checkout.sessions.create(wanted, {"idempotency_key": key}))
        except StoredFailure as error:  # No page was told of: the next attempt has another key.
            raise GatewayRefused(str(error)) from error
        return Begun(made.text("id"), made.text("url"))

    def look_up(self, payment: Payment) -> Report:
        session = _session(payment)
        charge = charge_of(session)
        if charge is None or not charge.answer.get("disputed"):
            return report_of(session)
        of_it = charge.text("id")
        disputes = told(lambda: client().v1.disputes.list({"charge": of_it, "limit": 100}))
        return report_of(session, disputes.listed("data"))

    def capture(self, payment: Payment, amount: Decimal) -> Report:
        money, units = _money(payment), stripe_units(amount, payment.currency)
        try:
            told(lambda: client().v1.payment_intents.capture(money, {"amount_to_capture": units}))
        except GatewayRefused:
            report = self.look_up(payment)
            if not report.amount_captured:
                raise
            return report
        return self.look_up(payment)

    def void(self, payment: Payment) -> Report:
        money = _money(payment)
        try:
            told(lambda: client().v1.payment_intents.cancel(money))
        except GatewayRefused:
            report = self.look_up(payment)
            if report.state != PaymentState.VOIDED:
                raise
            return report
        return self.look_up(payment)

    def refund(self, refund: Refund) -> RefundReport:
        """Stripe forgets its idempotency keys after a day; a refund that is there already is found by its mark."""
        key, money = _key(refund), _money(refund.payment)
        units = stripe_units(refund.amount, refund.payment.currency)
        made = told(lambda: client().v1.refunds.list({"payment_intent": money, "limit": 100})).listed("data")
        own = next((each for each in made if (each.answer.get("metadata") or {}).get(KEY) == key), None)
        if own is None:
            own = told(
                lambda: client().v1.refunds.create(
                    {"payment_intent": money, "amount": units, "metadata": {KEY: key}}, {"idempotency_key": key}
                )
            )
        if own.whole("amount") != units:
            raise GatewayRefused("This refund was asked for before, of another amount.")
        state = REFUNDS[own.one_of("status", REFUNDS)]
        failure = own.answer.get("failure_reason") or own.text("status") if state == RefundState.FAILED else ""
        return RefundReport(state, own.text("id"), str(failure))

    def read_webhook(self, body: bytes, headers: Mapping[str, str], now: datetime) -> Notice:
        return read_notice(body, headers, now)

    def expire(self, payment: Payment) -> None:
        try:
            told(lambda: client().v1.checkout.sessions.expire(_number(payment)))
        except GatewayError as error:
            logger.info("payment %s not ended at Stripe: %s", payment.pk, error)


def _price(payment: Payment, name: str) -> SessionCreateParamsLineItemPriceData:
    return {
        "currency": payment.currency.lower(),
        "unit_amount": stripe_units(payment.amount, payment.currency),
        "product_data": {"name": name},
    }


def _key(row: Payment | Refund) -> str:
    """Another shop's rows, or an emptied database's, have the same numbers: not the same moment."""
    return f"{row.idempotency_key}:{row.created_at.timestamp():.0f}"


def _ends_at(payment: Payment, wanted: datetime) -> int:
    """In steps from the payment's start: asked again a moment later it is the same request, as its key demands."""
    needed = max(wanted, timezone.now() + SHORTEST) - payment.created_at
    lifetime = min(max(2, ceil(needed / STEP)) * STEP, LONGEST)
    return int((payment.created_at + lifetime).timestamp())


def _number(payment: Payment) -> str:
    if not payment.provider_id:
        raise GatewayRefused("Stripe was never told of this payment.")
    return payment.provider_id


def _session(payment: Payment) -> Told:
    number = _number(payment)
    return told(lambda: client().v1.checkout.sessions.retrieve(number, {"expand": ["payment_intent.latest_charge"]}))


def _money(payment: Payment) -> str:
    """The intent's number, which a payment that nobody looked up since it was paid does not know yet."""
    if payment.money_id:
        return payment.money_id
    intent = _session(payment).inner("payment_intent")
    if intent is None:
        raise GatewayRefused("Nobody has paid yet.")
    return intent.text("id")
