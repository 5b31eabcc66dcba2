"""The calls of Stripe's API that the shop makes: each takes the account, the parameters and a number."""

from typing import Any

from tests.checkout.gateways.stripe_account import A_DAY, HALF_AN_HOUR, Row, StripeAccount
from tests.checkout.gateways.stripe_errors import Refused, missing, state, wrong
from tests.checkout.gateways.stripe_forms import number, only

COPIED = {"mode", "success_url", "cancel_url", "client_reference_id", "metadata"}
SESSION = COPIED | {"line_items", "payment_intent_data", "adaptive_pricing", "expires_at"}
THREE_DECIMALS = {"bhd", "jod", "kwd", "omr", "tnd"}


def create_session(account: StripeAccount, params: dict[str, Any], _: str) -> Row:
    only(params, SESSION)
    amount = number(params, "line_items", "0", "price_data", "unit_amount")
    price = params["line_items"]["0"]["price_data"]
    for name in ("mode", "success_url"):
        if name not in params:
            raise missing(name)
    if not price.get("product_data", {}).get("name"):
        raise missing("line_items[0][price_data][product_data][name]")
    _check(price["currency"], amount)
    ends = number(params, "expires_at")
    if not HALF_AN_HOUR <= ends - account.now() <= A_DAY:
        raise wrong("expires_at", "The `expires_at` timestamp must be between 30 minutes and 24 hours from now.")
    intent = {"capture_method": "automatic", "description": None, "metadata": {}} | params["payment_intent_data"]
    row = account.add(
        "cs",
        "checkout.session",
        amount_total=amount * number(params, "line_items", "0", "quantity"),
        currency=price["currency"],
        status="open",
        payment_status="unpaid",
        payment_intent=None,
        intent_data=intent,
        name=price["product_data"]["name"],
        **{each: params.get(each) for each in COPIED},
        expires_at=ends,
    )
    row["url"] = f"{account.page_origin}/c/pay/{row['id']}#{'fidkdWxOYHwnPyd1blpxYHZx' * 16}"  # as long as theirs
    return row


def _check(currency: str, amount: int) -> None:
    if currency != currency.lower():
        raise wrong("currency", f"Invalid currency: {currency}.", "invalid_currency")
    if currency in THREE_DECIMALS and amount % 10:
        raise wrong("amount", "The last digit of an amount of three decimals must be 0.", "amount_invalid")


def get_session(account: StripeAccount, params: dict[str, Any], which: str) -> Row:
    return account.get(which, "checkout.session")


def expire_session(account: StripeAccount, params: dict[str, Any], which: str) -> Row:
    row = account.get(which, "checkout.session")
    if row["status"] != "open":
        raise Refused(400, f"Only an open Checkout Session can be expired; it is {row['status']}.")
    row["status"], row["url"] = "expired", None
    account.tell("checkout.session.expired", row)
    return row


def capture(account: StripeAccount, params: dict[str, Any], which: str) -> Row:
    only(params, {"amount_to_capture"})
    intent = account.get(which, "payment_intent")
    if intent["status"] != "requires_capture":
        raise state(f"This PaymentIntent could not be captured because it has a status of {intent['status']}.")
    amount = number(params, "amount_to_capture") if params else intent["amount_capturable"]
    if not 0 < amount <= intent["amount_capturable"]:
        raise state("The amount is greater than what can be captured.", "amount_too_large")
    account.take(intent, amount)
    account.tell("charge.captured", account.get(intent["latest_charge"], "charge"))
    account.tell("payment_intent.succeeded", intent)
    return intent


def cancel(account: StripeAccount, params: dict[str, Any], which: str) -> Row:
    intent = account.get(which, "payment_intent")
    if intent["status"] in ("succeeded", "canceled", "processing"):
        raise state(f"You cannot cancel this PaymentIntent because it has a status of {intent['status']}.")
    if intent["latest_charge"]:
        charge = account.get(intent["latest_charge"], "charge")
        charge |= {"amount_refunded": charge["amount"], "refunded": True}
    intent |= {"status": "canceled", "amount_capturable": 0}
    account.tell("payment_intent.canceled", intent)
    return intent


def create_refund(account: StripeAccount, params: dict[str, Any], _: str) -> Row:
    only(params, {"payment_intent", "amount", "metadata"})
    intent, amount = account.get(params.get("payment_intent", ""), "payment_intent"), number(params, "amount")
    charge = account.get(intent["latest_charge"], "charge") if intent["latest_charge"] else None
    if charge is None or not charge["captured"]:
        raise state("This PaymentIntent does not have a successful charge to refund.")
    if charge["disputed"]:
        raise state(f"Charge {charge['id']} has been charged back; cannot issue a refund.", "charge_disputed")
    _check(intent["currency"], amount)
    if amount > charge["amount"] - charge["amount_refunded"]:
        raise state(f"Refund amount ({amount}) is greater than unrefunded amount on charge.", "amount_too_large")
    charge["amount_refunded"] += amount
    charge["refunded"] = charge["amount_refunded"] == charge["amount"]
    made = account.add(
        "re",
        "refund",
        amount=amount,
        charge=charge["id"],
        payment_intent=intent["id"],
        currency=intent["currency"],
        status="succeeded",
        metadata=params.get("metadata", {}),
    )
    account.tell("charge.refunded", charge)
    account.tell("refund.created", made)
    return made


def list_refunds(account: StripeAccount, params: dict[str, Any], _: str) -> Row:
    found = account.all_of("refund", payment_intent=params["payment_intent"])
    return {"object": "list", "data": found, "has_more": False, "url": "/v1/refunds"}


def list_disputes(account: StripeAccount, params: dict[str, Any], _: str) -> Row:
    found = account.all_of("dispute", charge=params["charge"])
    return {"object": "list", "data": found, "has_more": False, "url": "/v1/disputes"}
