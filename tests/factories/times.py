"""Instants that tests speak of, in the default business's zone."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

MADRID = ZoneInfo("Europe/Madrid")


def next_monday() -> date:
    """The Monday after today."""
    today = timezone.now().astimezone(MADRID).date()
    return today + timedelta(days=7 - today.weekday())


def hour(clock: str, day: date | None = None, zone: ZoneInfo = MADRID) -> datetime:
    """hour("10:30") is next Monday at half past ten in Madrid; hour("10:30", day) is on that day."""
    return datetime.combine(day or next_monday(), time.fromisoformat(clock), zone)
