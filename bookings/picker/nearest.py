"""Other times near one that can't be had."""

from bisect import bisect_left
from datetime import UTC, datetime

from django.utils.translation import gettext as _

from bookings.picker.asked import Asked
from bookings.picker.months import day_in
from bookings.picker.scene import Scene
from services import wording

DAY = 86_400
COUNT = 3
SPANS = (3, 21)  # days to either side that are looked at, the wider only if the narrow has too few


def nearest(scene: Scene, wanted: datetime) -> list[int]:
    """Up to three free starts, the nearest to `wanted` and never that itself, in order of time."""
    instant = int(wanted.timestamp())
    starts: list[int] = []
    for days in SPANS:
        start, end = max(instant - days * DAY, scene.first), min(instant + days * DAY, scene.last)
        if start >= end:
            continue
        scene.load(start, end)
        starts = [each for each in scene.of(scene.who, scene.free(start, end)) if each != instant]
        if len(starts) >= COUNT:
            break
    at = bisect_left(starts, instant)
    around = starts[max(0, at - COUNT) : at + COUNT]
    return sorted(sorted(around, key=lambda start: abs(start - instant))[:COUNT])


def alternatives(scene: Scene, wanted: datetime) -> list[tuple[str, str]]:
    """(address, words) of up to three other times, nearest to the wanted one."""
    return [(scene.url + _asked(scene, start).query(), _words(scene, start)) for start in nearest(scene, wanted)]


def _asked(scene: Scene, start: int) -> Asked:
    return scene.asked.but(month=None, day=day_in(scene, start), start=datetime.fromtimestamp(start, UTC))


def _words(scene: Scene, start: int) -> str:
    moment = wording.moment(datetime.fromtimestamp(start, UTC), scene.zone, scene.now)
    return _("%(moment)s with %(person)s") % {"moment": moment, "person": scene.who.name} if scene.who else moment
