"""What is done with money when the booking's status is known: one table, pure (domain.md sections 4 and 12)."""

from enum import StrEnum

from bookings.states import Status
from checkout.models import PaymentState


class Action(StrEnum):
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"
    LEAVE = "leave"


_RESERVED = frozenset({PaymentState.AUTHORISED})
_TAKEN = frozenset({PaymentState.CAPTURED, PaymentState.PARTLY_REFUNDED})

_TABLE = {
    # what is reserved, what is taken
    Status.CREATED: (Action.LEAVE, Action.LEAVE),
    Status.PENDING: (Action.LEAVE, Action.LEAVE),
    Status.WAITING_LIST: (Action.LEAVE, Action.LEAVE),
    Status.CONFIRMED: (Action.CAPTURE, Action.LEAVE),
    Status.DECLINED: (Action.VOID, Action.REFUND),
    Status.CANCELED: (Action.VOID, Action.REFUND),
}


def settle(status: str, state: str) -> Action:
    """REFUND means: all but what is retained. A payment without money in it is left alone."""
    reserved, taken = _TABLE[Status(status)]
    if state in _RESERVED:
        return reserved
    return taken if state in _TAKEN else Action.LEAVE
