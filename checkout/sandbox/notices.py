"""Putting a notice to the shop on its way. It leaves by checkout.sandbox.delivery, never from inside a request."""

import uuid
from datetime import datetime, timedelta

from bookings.nudges import nudge_by_name
from checkout.models import SandboxEvent, SandboxPayment

TASK = "checkout.tasks.deliver_sandbox_notices"
AT_ONCE = timedelta(0)


def notify(
    payment: SandboxPayment,
    kind: str,
    *,
    now: datetime,
    amount: int = 0,
    after: tuple[timedelta, ...] = (AT_ONCE,),
    key: str = "",
) -> SandboxEvent:
    """One event, sent once for every delay in `after`. Call it inside the transaction of what it tells about.

    `amount` in minor units is what was taken or given back; `key` is the request's, kept to know it again.
    """
    body = {"id": f"evt_{uuid.uuid4().hex}", "type": kind, "amount": amount}
    first, *_others = SandboxEvent.objects.bulk_create(
        SandboxEvent(payment=payment, idempotency_key=key, body=body, due_at=now + delay) for delay in after
    )
    nudge_by_name(TASK)
    return first
