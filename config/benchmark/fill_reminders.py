"""The reminders of bookings that lie ahead, each to a number of its own."""

from datetime import datetime

from django.db import connection

from bookings.messages.reminders import AHEAD
from bookings.models import Message, MessageKind
from config.benchmark.rows_like import insert_like

_NUMBER = "'+346' || lpad((10000000 + n)::text, 8, '0')"
_ASKED = "UPDATE bookings_booking SET send_sms_reminder = true, phone = {number} FROM plan WHERE id = n AND n > %s"


def plan_reminders(after: int, total: int, now: datetime) -> None:
    """For every number of the plan after that one; the `total` messages before have the plan's numbers."""
    with connection.cursor() as cursor:
        cursor.execute(_ASKED.format(number=_NUMBER), [after])
    message = Message(kind=MessageKind.REMINDER, channel="sms", created_at=now)
    told = {"id": f"{total} + n", "booking_id": "n", "recipient": _NUMBER, "for_start": "start"}
    hours = int(AHEAD.total_seconds() // 3600)
    insert_like(message, told | {"due_at": f"start - interval '{hours} hours'"}, f"plan WHERE n > {after}")
