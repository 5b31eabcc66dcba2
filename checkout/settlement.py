"""What is done with money when the booking's status is known: one table, pure (domain.md sections 4 and 12)."""

from enum import StrEnum

from bookings.states import ON_CALENDAR, Status
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


def settle(status: str, state: str, *, shrunk: bool = False) -> Action:
    """REFUND means: all that is neither retained nor the price of a booking that stands. `shrunk`: people have left
    it, and not all of its money is its price any more. A payment without money in it is left alone."""
    reserved, taken = _TABLE[Status(status)]
    if state in _RESERVED:
        return reserved
    if state not in _TAKEN:
        return Action.LEAVE
    return Action.REFUND if shrunk and status in ON_CALENDAR else taken
