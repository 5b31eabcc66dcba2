"""Idempotency keys as Stripe keeps them: the first answer of a key, a failure of its own included, is its answer."""

from typing import Any

from tests.checkout.gateways.stripe_errors import Refused


class Keys:
    def __init__(self) -> None:
        self.kept: dict[str, tuple[str, dict[str, Any], int, dict[str, Any]]] = {}

    def answer(self, key: str, what: str, params: dict[str, Any]) -> tuple[int, dict[str, Any]] | None:
        """The kept one, if there is one. What was refused before it began is not kept."""
        if key not in self.kept:
            return None
        before, sent, status, body = self.kept[key]
        if (before, sent) != (what, params):
            raise Refused(
                400,
                "Keys for idempotent requests can only be used with the same parameters they were first used with.",
                "idempotency_error",
            )
        return status, body

    def keep(self, key: str, what: str, params: dict[str, Any], status: int, body: dict[str, Any]) -> None:
        if key:
            self.kept[key] = (what, params, status, body)

    def forget(self) -> None:
        """As after a day."""
        self.kept.clear()
