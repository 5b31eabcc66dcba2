"""Sending the notices that are due. At least once: what the shop does not answer with 200 is sent again."""

import json
import logging
import time
from datetime import datetime, timedelta
from typing import Any

import requests
from django.db import transaction

from checkout.models import SandboxEvent, SandboxState
from checkout.sandbox import keys, payments
from checkout.sandbox.outcomes import take

logger = logging.getLogger(__name__)

HEADER = "Sandbox-Signature"
TIMEOUT = (2, 5)  # seconds to connect, to answer
BACKOFF_SECONDS = (5, 30, 120, 600, 3_600, 6 * 3_600)
MOST_ATTEMPTS = 16  # Nearly three days.
# A task's call ends well within its 45 seconds; the next one carries on.
LONGEST_CALL_SECONDS = 30


def deliver_due(now: datetime) -> int:
    """How many notices the shop took. Any number of workers may call it at once."""
    delivered = 0
    ends_at = time.monotonic() + LONGEST_CALL_SECONDS
    while time.monotonic() < ends_at and (event := claim(now)):
        if _send(event, now):
            SandboxEvent.objects.filter(pk=event.pk).update(delivered_at=now)
            delivered += 1
    return delivered


@transaction.atomic
def claim(now: datetime) -> SandboxEvent | None:
    """The longest due. Put off before it is sent: a worker that dies meanwhile costs a wait, not the notice."""
    event = (
        SandboxEvent.objects.select_for_update(skip_locked=True)
        .filter(delivered_at=None, due_at__lte=now, attempts__lt=MOST_ATTEMPTS)
        .order_by("due_at", "pk")
        .first()
    )
    if event is None:
        return None
    wait = BACKOFF_SECONDS[min(event.attempts, len(BACKOFF_SECONDS) - 1)]
    event.attempts += 1
    event.due_at = now + timedelta(seconds=wait)
    event.save(update_fields=["attempts", "due_at"])
    event.payment = payments.lock(event.payment_id)
    if event.payment.state == SandboxState.OPEN:  # The money of "Pay late" arrives with its notice.
        take(event.payment, event.body["type"])
    return event


def _send(event: SandboxEvent, now: datetime) -> bool:
    body = json.dumps(_content(event, now)).encode()
    sent_at = int(now.timestamp())
    headers = {"Content-Type": "application/json", HEADER: f"t={sent_at},v1={keys.signature(body, sent_at)}"}
    try:
        with requests.Session() as session:
            session.trust_env = False  # The shop is near; a proxy of the environment would not find it.
            answer = session.post(
                event.payment.webhook_url, data=body, headers=headers, timeout=TIMEOUT, allow_redirects=False
            )
    except requests.RequestException as error:
        logger.warning("notice %s not delivered: %s", event.body["id"], type(error).__name__)
        return False
    if answer.status_code != requests.codes.ok:
        logger.warning("notice %s not delivered: answered %s", event.body["id"], answer.status_code)
        return False
    return True


def _content(event: SandboxEvent, now: datetime) -> dict[str, Any]:
    return {
        "id": event.body["id"],
        "type": event.body["type"],
        "payment": payments.describe(event.payment, now),
    }
