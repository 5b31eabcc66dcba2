"""Other times for a booking that did not come about or was canceled."""

from dataclasses import dataclass, fields
from datetime import UTC, datetime

from bookings.finder import Found
from bookings.lifecycle.decline import CHECKOUT_EXPIRED
from bookings.models import Booking, BookingEvent
from bookings.picker.asked import Asked
from bookings.picker.months import day_in
from bookings.picker.nearest import alternatives
from bookings.picker.offer import bookable_online, find_offered
from bookings.picker.scene import Scene, open_scene
from bookings.supply import Candidate
from services import wording
from services.models import Business

Offer = tuple[str, str]  # address, words


@dataclass(slots=True)
class SceneWithout(Scene):
    """The same scene, where one start is not offered; `is_free` once it was looked at and nobody had it."""

    lost: int
    is_free: bool = False

    def of(self, who: Candidate | None, found: Found) -> list[int]:
        starts = Scene.of(self, who, found)
        self.is_free = self.lost in starts
        return [start for start in starts if start != self.lost]


@dataclass(frozen=True, slots=True)
class Others:
    """`near`: up to three, the same person first. `same`: the booking's own time, where that may be tried again."""

    near: list[Offer]
    same: Offer | None = None


def others_of(booking: Booking, last: BookingEvent | None, business: Business, now: datetime, visitor: str) -> Others:
    """`last`: how the booking ended. Only one that was not finished in time may have its own time again."""
    service = find_offered(booking.service.slug)
    if service is None or not bookable_online(service):
        return Others([])
    chosen = next(iter(booking.chosen_resources), None)
    asked = Asked(who=chosen, where=booking.location_id, people=booking.total_participants)
    scene = _without(open_scene(service, business, asked, now, visitor), booking.starts_at)
    near = alternatives(scene, booking.starts_at)
    again = scene.is_free and last is not None and last.reason == CHECKOUT_EXPIRED
    return Others(near, _same(scene) if again else None)


def _without(scene: Scene, start: datetime) -> SceneWithout:
    known = {field.name: getattr(scene, field.name) for field in fields(scene)}
    return SceneWithout(**known, lost=int(start.timestamp()))


def _same(scene: SceneWithout) -> Offer:
    start = datetime.fromtimestamp(scene.lost, UTC)
    asked = scene.asked.but(month=None, day=day_in(scene, scene.lost), start=start)
    return scene.url + asked.query(), wording.moment(start, scene.zone, scene.now)
