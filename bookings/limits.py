"""How often one browser, and one address, may ask for something. Counted in Redis, one minute at a time.

The limits stop abuse, not people: an address stands for a whole office. When Redis is down nothing is counted and
a line in the log says so; the site goes on booking.
"""

import ipaddress
import logging
import threading
from collections.abc import Callable
from functools import cache, wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from redis import Redis
from redis.exceptions import RedisError

from bookings.visitors import visitor_of

logger = logging.getLogger(__name__)
_making = threading.Lock()
View = Callable[..., HttpResponse]
ADDRESS_TIMES = 10  # an address may do ten times what a browser may
MINUTE = 60


def limited(name: str, *, per_minute: int) -> Callable[[View], View]:
    """Answers 429 above `per_minute` requests of one browser, ten times that of one address.

    settings.LIMITS = {"hold": 60} changes the number of a name; 0 turns it off.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def counted(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            most = getattr(settings, "LIMITS", {}).get(name, per_minute)
            if most and is_over(request, name, most):
                return too_many(request)
            return view(request, *args, **kwargs)

        return counted

    return decorate


def is_over(request: HttpRequest, name: str, most: int) -> bool:
    """Counts this request; False when nothing can be counted."""
    minute = int(timezone.now().timestamp()) // MINUTE
    limits = {f"limit:{name}:{address_prefix(request)}:{minute}": most * ADDRESS_TIMES}
    if visitor := visitor_of(request):
        limits[f"limit:{name}:{visitor}:{minute}"] = most
    try:
        counts = _count(list(limits))
    except (RedisError, OSError):
        logger.warning("Redis does not answer, so %s is not limited", name)
        return False
    return any(count > limit for count, limit in zip(counts, limits.values(), strict=True))


def _count(keys: list[str]) -> list[int]:
    """One more for each; all of them in one way to Redis and back, where Django's cache would take six."""
    place = settings.CACHES["default"]
    prefix = place["KEY_PREFIX"]
    with _redis(place["LOCATION"]).pipeline(transaction=False) as commands:
        for key in keys:
            commands.set(f"{prefix}:{key}", 0, ex=2 * MINUTE, nx=True)
            commands.incr(f"{prefix}:{key}")
        return [int(count) for count in commands.execute()[1::2]]


def _redis(url: str) -> Redis:
    """One for the process: of two made by threads that come first at once, the one that nobody keeps would close its
    connections under the request that is using it."""
    with _making:
        return _made(url)


@cache
def _made(url: str) -> Redis:
    return Redis.from_url(url, **settings.CACHES["default"]["OPTIONS"])


def address_prefix(request: HttpRequest) -> str:
    """The client's IPv4 address or IPv6 /64, as the outermost of our own proxies saw it."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.TRUSTED_PROXIES:
        chain = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",") if part.strip()]
        address = chain[-settings.TRUSTED_PROXIES] if len(chain) >= settings.TRUSTED_PROXIES else address
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def too_many(request: HttpRequest) -> HttpResponse:
    response = render(request, "429.html", status=429)
    response["Retry-After"] = str(MINUTE)
    response["Cache-Control"] = "no-store"
    return response
