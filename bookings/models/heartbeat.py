"""When background work was last seen alive (journeys.md B9)."""

from datetime import datetime, timedelta

from django.db import models

from services.sql import asked

STALE_AFTER = timedelta(seconds=90)


class HeartbeatManager(models.Manager["Heartbeat"]):
    def beat(self, name: str, now: datetime) -> None:
        self.update_or_create(name=name, defaults={"seen_at": now})

    def is_fresh(self, name: str, now: datetime) -> bool:
        seen = asked("SELECT seen_at > %s FROM bookings_heartbeat WHERE name = %s", [now - STALE_AFTER, name])
        return seen == [(True,)]


class Heartbeat(models.Model):
    name = models.CharField(max_length=20, primary_key=True)
    seen_at = models.DateTimeField()

    objects = HeartbeatManager()

    def __str__(self) -> str:
        return self.name
