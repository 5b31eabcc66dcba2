"""A provider that takes long: what is sent by it is left to the sweep, one message at a time.

Each attempt may last as long as its time limit; a wake-up for each message would keep every worker waiting, and with
them the answers that customers wait for.
"""

from django.core.cache import cache

from bookings.models import Channel, Message

SLOW, REMEMBERED = 2.0, 30  # seconds


def watch(channel: str, seconds: float) -> None:
    """How long an attempt took, however it ended."""
    if seconds > SLOW:
        cache.set(_key(channel), 1, REMEMBERED)


def slow_channels() -> list[str]:
    marked = cache.get_many(map(_key, Channel))
    return [channel for channel in Channel if _key(channel) in marked]


def slow_for(message_id: int) -> bool:
    """One look into the cache; one query more while something is slow."""
    slow = slow_channels()
    return bool(slow) and Message.objects.filter(pk=message_id, channel__in=slow).exists()


def _key(channel: str) -> str:
    return f"slow-{channel}"
