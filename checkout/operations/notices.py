"""Notices of payment companies: each is kept once, and has its effect once."""

import logging
from datetime import datetime, timedelta

from django.db import transaction

from bookings.errors import TryAgain
from bookings.patience import wait_after
from bookings.retrying import retried
from checkout.gateways import GatewayUnavailable, Notice, Report
from checkout.models import WebhookEvent
from checkout.operations.reports import apply_report, ask
from services.sql import asked

logger = logging.getLogger(__name__)
_FIRST_WAIT, _LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)
_KEEP = """
    INSERT INTO checkout_webhookevent (gateway, event_id, kind, payment_id, received_at, attempts)
    VALUES (%s, %s, %s, %s, %s, 0) ON CONFLICT (gateway, event_id) DO NOTHING RETURNING id
"""


def keep_notice(gateway: str, notice: Notice, payment_id: int, *, now: datetime) -> int | None:
    """The id of its row; None where the same event is kept already."""
    rows = asked(_KEEP, [gateway, notice.event_id[:120], notice.kind[:60], payment_id, now])
    return int(rows[0][0]) if rows else None


def handle_notice(event: WebhookEvent, *, now: datetime) -> None:
    """Asks what is true of its payment and applies it; what can't be done now is done later, and what fails in
    another way than by waiting is raised too."""
    try:
        _apply(event, ask(event.payment), now)
    except (GatewayUnavailable, TryAgain):
        _later(event, now)
    except Exception:
        logger.exception("notice %s: its effect failed", event.pk)
        _later(event, now)
        raise


def _later(event: WebhookEvent, now: datetime) -> None:
    wait = wait_after(event.attempts + 1, first=_FIRST_WAIT, longest=_LONGEST_WAIT)
    WebhookEvent.objects.filter(pk=event.pk).update(attempts=event.attempts + 1, retry_at=now + wait)


@retried
def _apply(event: WebhookEvent, report: Report, now: datetime) -> None:
    """The row is handled and has its effect, both or neither; by two at once, once."""
    with transaction.atomic():
        if WebhookEvent.objects.filter(pk=event.pk, handled_at=None).update(handled_at=now):
            apply_report(event.payment, report, now=now)
