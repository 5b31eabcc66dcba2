"""Errors in the shape that Stripe documents."""

from typing import Any


class Refused(Exception):
    def __init__(self, status: int, message: str, kind: str = "invalid_request_error", **more: str) -> None:
        super().__init__(message)
        self.status = status
        self.body: dict[str, Any] = {"error": {"type": kind, "message": message} | more}


def wrong(param: str, message: str, code: str = "parameter_invalid_integer") -> Refused:
    return Refused(400, message, code=code, param=param)


def missing(param: str) -> Refused:
    return Refused(400, f"Missing required param: {param}.", code="parameter_missing", param=param)


def state(message: str, code: str = "payment_intent_unexpected_state") -> Refused:
    return Refused(400, message, code=code)
