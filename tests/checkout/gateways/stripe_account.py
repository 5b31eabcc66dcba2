"""An account at Stripe: what its documentation says of sessions, intents, charges, refunds and disputes, in memory."""

import copy
import time
from collections.abc import Callable
from itertools import count
from typing import Any

from tests.checkout.gateways.stripe_errors import Refused

HALF_AN_HOUR, A_DAY = 1800, 86_400
Row = dict[str, Any]


class StripeAccount:
    """`events` are (type, object as it was then), in the order in which they happened."""

    def __init__(self, on_event: Callable[[str, Row], None]) -> None:
        self.rows: dict[str, Row] = {}
        self.on_event = on_event
        self.ahead = 0.0  # seconds that this account's clock is before ours
        self.page_origin = ""
        self._numbers = count(1)

    def now(self) -> int:
        return int(time.time() + self.ahead)

    def get(self, number: str, kind: str) -> Row:
        row = self.rows.get(number)
        if row is None or row["object"] != kind:
            raise Refused(404, f"No such {kind}: '{number}'", code="resource_missing", param="id")
        if kind == "checkout.session" and row["status"] == "open" and row["expires_at"] <= self.now():
            row["status"], row["url"] = "expired", None
            self.tell("checkout.session.expired", row)
        return row

    def add(self, prefix: str, kind: str, **fields: Any) -> Row:
        number = f"{prefix}_test_{next(self._numbers):06}{int(time.time() * 1000):x}"
        row = {"id": number, "object": kind, "created": self.now(), "livemode": False, "metadata": {}} | fields
        self.rows[number] = row
        return row

    def tell(self, kind: str, row: Row) -> None:
        self.on_event(kind, copy.deepcopy(row))

    def all_of(self, kind: str, **fields: str) -> list[Row]:
        """Newest first, as lists are there."""
        found = [row for row in self.rows.values() if row["object"] == kind]
        return [row for row in reversed(found) if all(row[name] == value for name, value in fields.items())]

    def intent_of(self, session: Row) -> Row:
        """Made when somebody first tries to pay."""
        if session["payment_intent"] is None:
            made = self.add(
                "pi",
                "payment_intent",
                amount=session["amount_total"],
                amount_received=0,
                amount_capturable=0,
                currency=session["currency"],
                status="requires_payment_method",
                latest_charge=None,
                last_payment_error=None,
                **session["intent_data"],
            )
            session["payment_intent"] = made["id"]
        return self.get(session["payment_intent"], "payment_intent")

    def charge(self, intent: Row, status: str = "succeeded") -> Row:
        made = self.add(
            "ch",
            "charge",
            amount=intent["amount"],
            amount_captured=0,
            amount_refunded=0,
            captured=False,
            refunded=False,
            disputed=False,
            currency=intent["currency"],
            payment_intent=intent["id"],
            status=status,
        )
        intent["latest_charge"] = made["id"]
        return made

    def take(self, intent: Row, amount: int) -> None:
        """What is not taken of a reserved amount counts as refunded."""
        charge = self.get(intent["latest_charge"], "charge")
        charge |= {"captured": True, "amount_captured": amount, "amount_refunded": charge["amount"] - amount}
        intent |= {"status": "succeeded", "amount_received": amount, "amount_capturable": 0}
        for session in self.all_of("checkout.session", payment_intent=intent["id"]):
            session["payment_status"] = "paid"

    def dispute(self, intent: Row, amount: int | None = None, status: str = "needs_response") -> Row:
        charge = self.get(intent["latest_charge"], "charge")
        charge["disputed"] = True
        made = self.add(
            "du",
            "dispute",
            amount=amount or charge["amount_captured"],
            charge=charge["id"],
            currency=charge["currency"],
            payment_intent=intent["id"],
            status=status,
        )
        self.tell("charge.dispute.created", made)
        return made

    def close(self, dispute: Row, status: str) -> None:
        dispute["status"] = status
        self.tell("charge.dispute.closed", dispute)
