"""What the owner's first page says: what waits, who comes next, what went wrong, whether the worker lives."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta, tzinfo

from bookings.models import Alert, Booking, Heartbeat, Session
from bookings.models.heartbeat import STALE_AFTER
from bookings.sessions.locking import BOOKED
from bookings.states import ON_CALENDAR, Status

SHOWN = 8


@dataclass(frozen=True)
class Today:
    """Lists are cut to a screenful; the counts are of all. `next_up`: later today, requests included. `dates`: of
    classes and courses, all of today's."""

    now: datetime
    zone: tzinfo
    requests: Sequence[Booking]
    requests_count: int
    next_up: Sequence[Booking]
    next_up_count: int
    dates: Sequence[Session]
    alerts: Sequence[Alert]
    alerts_count: int
    worker_seen_at: datetime | None

    @property
    def worker_is_fresh(self) -> bool:
        return self.worker_seen_at is not None and self.worker_seen_at > self.now - STALE_AFTER


def look_at(now: datetime, zone: tzinfo) -> Today:
    """Eight queries, whatever there is; `zone` is the business's."""
    day = now.astimezone(zone).date()
    begins, midnight = (datetime.combine(each, time(0), zone) for each in (day, day + timedelta(days=1)))
    requests = Booking.objects.filter(status=Status.PENDING).order_by("answer_by")
    next_up = Booking.objects.filter(status__in=ON_CALENDAR, ends_at__gt=now, starts_at__lt=midnight)
    dates = Session.objects.filter(kind__in=BOOKED, called_off_at=None, starts_at__gte=begins, starts_at__lt=midnight)
    alerts = Alert.objects.filter(solved_at__isnull=True)
    worker = Heartbeat.objects.filter(name="worker").first()
    return Today(
        now=now,
        zone=zone,
        requests=list(requests[:SHOWN]),
        requests_count=requests.count(),
        next_up=list(next_up.order_by("starts_at")[:SHOWN]),
        next_up_count=next_up.count(),
        dates=list(dates.order_by("starts_at", "pk")),
        alerts=list(alerts[:SHOWN]),
        alerts_count=alerts.count(),
        worker_seen_at=worker.seen_at if worker else None,
    )
