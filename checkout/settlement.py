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


def settle(status: str, state: str, *, shrunk: bool = False, surplus: bool = False, offline: bool = False) -> Action:
    """For one payment of a booking. REFUND means: all that is neither retained nor the price of a booking that stands.

    `shrunk`: not all of its money is its price any more. `surplus`: another attempt counts, so nothing of this one is
    the booking's. `offline`: what was paid in person is given back by a person alone. A payment without money in it
    is left, and so is one in dispute until that is over.
    """
    reserved, taken = _TABLE[Status.CANCELED if surplus else Status(status)]
    if offline:
        return Action.LEAVE
    if state in _RESERVED:
        return reserved
    if state not in _TAKEN:
        return Action.LEAVE
    return Action.REFUND if shrunk and status in ON_CALENDAR else taken
