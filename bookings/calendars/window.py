"""How much of the past and of what is to come a calendar holds that is read again and again."""

from datetime import datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from services.models import Business

BACK = timedelta(days=30)
DAY = timedelta(days=1)


class Window(NamedTuple):
    """Half-open, from midnight to midnight, so that it moves once a day."""

    start: datetime
    end: datetime
    zone: ZoneInfo


def window_of(business: Business, now: datetime) -> Window:
    """Thirty days back, and as far ahead as times are offered."""
    zone = business.zone
    today = now.astimezone(zone).date()
    last = today + timedelta(days=business.horizon_days) + DAY
    return Window(datetime.combine(today - BACK, time.min, zone), datetime.combine(last, time.min, zone), zone)
