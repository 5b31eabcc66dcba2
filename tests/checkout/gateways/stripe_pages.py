"""The page that Stripe hosts, and what its buttons do."""

from html import escape
from typing import Any

from tests.checkout.gateways.stripe_account import Row, StripeAccount

PAGE = """<!doctype html><html lang="en"><meta name="viewport" content="width=device-width">
<title>Stripe Checkout</title><main><h1>{name}</h1><p>{amount} {currency}</p><p role="alert">{said}</p>
<form method="post">{buttons}</form></main>"""
BUTTONS = {
    "pay": "Pay",
    "decline": "Pay with a card that is declined",
    "pay_later": "Pay by a debit that takes days",
    "leave": "Back",
}


def page(session: Row, said: str = "") -> str:
    buttons = "".join(f'<button name="outcome" value="{key}">{text}</button>' for key, text in BUTTONS.items())
    shown = {name: escape(str(session[name])) for name in ("name", "currency")}
    return PAGE.format(amount=session["amount_total"], said=escape(said), buttons=buttons, **shown)


def press(account: StripeAccount, session: Row, outcome: str) -> str | None:
    """Where the browser is sent; None where it stays on the page."""
    if session["status"] != "open":
        return None
    acts: dict[str, Any] = {"pay": _pay, "decline": _decline, "pay_later": _pay_later, "leave": _leave}
    return acts[outcome](account, session)


def _pay(account: StripeAccount, session: Row) -> str:
    intent = account.intent_of(session)
    charge = account.charge(intent)
    if intent["capture_method"] == "manual":
        intent |= {"status": "requires_capture", "amount_capturable": intent["amount"]}
        account.tell("payment_intent.amount_capturable_updated", intent)
    else:
        account.take(intent, intent["amount"])
        account.tell("payment_intent.succeeded", intent)
    account.tell("charge.succeeded", charge)
    session |= {"status": "complete", "url": None}
    account.tell("checkout.session.completed", session)
    return session["success_url"]


def _decline(account: StripeAccount, session: Row) -> None:
    intent = account.intent_of(session)
    charge = account.charge(intent, status="failed")
    intent["last_payment_error"] = {"type": "card_error", "code": "card_declined"}
    account.tell("payment_intent.payment_failed", intent)
    account.tell("charge.failed", charge)


def _pay_later(account: StripeAccount, session: Row) -> str:
    """The customer is done, the money is under way; see `arrive`."""
    intent = account.intent_of(session)
    account.charge(intent, status="pending")
    intent["status"] = "processing"
    session |= {"status": "complete", "url": None}
    account.tell("payment_intent.processing", intent)
    account.tell("checkout.session.completed", session)
    return session["success_url"]


def _leave(account: StripeAccount, session: Row) -> str:
    return session["cancel_url"]


def arrive(account: StripeAccount, session: Row, *, paid: bool) -> None:
    """What was under way came, or did not."""
    intent = account.intent_of(session)
    if paid:
        account.take(intent, intent["amount"])
        account.tell("checkout.session.async_payment_succeeded", session)
    else:
        intent["status"] = "requires_payment_method"
        account.tell("checkout.session.async_payment_failed", session)
