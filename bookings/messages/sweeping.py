"""Whatever is due and no wake-up has sent; whatever was cut off (domain.md section 9)."""

import logging
import time
from datetime import UTC, datetime, timedelta

from django.db import connection
from django.utils.translation import gettext as _

from bookings.messages import outages
from bookings.messages.claims import claim_next
from bookings.messages.delivery import send
from bookings.messages.troubles import give_up
from bookings.models import Message, MessageState

logger = logging.getLogger(__name__)
CUT_OFF_AFTER = timedelta(minutes=2)
CLOCKS_AGREE_WITHIN = timedelta(seconds=10)
BATCH = 500
SECONDS = 25  # the task's own limit is beyond one more send


def sweep(now: datetime, *, seconds: float | None = None) -> int:
    """Sends due messages, the oldest first, for up to `seconds` (default SECONDS); returns how many it dealt with.

    Any number of workers may sweep at once: each message is taken by one of them, one at a time, so that none
    waits in a claim while others are sent. Of a channel whose provider is slow one message is tried, after all others.
    Nothing is sent by a clock that is wrong.
    """
    if not clock_agrees():
        return 0
    give_up_cut_off(now)
    stop_at = time.monotonic() + (SECONDS if seconds is None else seconds)
    done, slow = 0, outages.slow_channels()
    while time.monotonic() < stop_at and (message := claim_next(now, besides=slow)):
        send(message, now)
        done += 1
    if slow and time.monotonic() < stop_at and (message := claim_next(now)):
        send(message, now)
        done += 1
    return done


def give_up_cut_off(now: datetime) -> int:
    """A send that never reported back may have gone out: `uncertain`, for a person to look at."""
    cut_off = Message.objects.filter(state=MessageState.SENDING, claimed_at__lt=now - CUT_OFF_AFTER)
    given_up = 0
    for message in cut_off.select_related("booking").order_by("claimed_at")[:BATCH]:
        given_up += give_up(message, _("it was cut off while being sent"), now)
    return given_up


def clock_agrees() -> bool:
    """False, and logged, when this machine's clock is more than 10 seconds away from the database's."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        [database_now] = cursor.fetchone()
    away = abs(datetime.now(UTC) - database_now)
    if away > CLOCKS_AGREE_WITHIN:
        logger.error("no message is sent: this clock is %.0f s away from the database's", away.total_seconds())
        return False
    return True
