"""Other times for a booking that did not come about or was canceled."""

from dataclasses import dataclass
from datetime import datetime

from bookings.lifecycle.decline import CHECKOUT_EXPIRED
from bookings.manage.other_dates import dates_near
from bookings.models import Booking, BookingEvent
from bookings.picker.asked import Asked
from bookings.picker.months import day_in
from bookings.picker.nearest import alternatives
from bookings.picker.offer import bookable_online, find_offered
from bookings.picker.scene import Scene, open_scene
from services import wording
from services.models import Business, ServiceKind

Offer = tuple[str, str]  # address, words


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
    if booking.kind != ServiceKind.APPOINTMENT:
        is_class = booking.kind == ServiceKind.CLASS
        return Others(dates_near(booking, service, business, now, visitor) if is_class else [])
    chosen = next(iter(booking.chosen_resources), None)
    asked = Asked(who=chosen, where=booking.location_id, people=booking.total_participants)
    scene = open_scene(service, business, asked, now, visitor)
    near = alternatives(scene, booking.starts_at)  # looks around that time, and leaves it out
    again = last is not None and last.reason == CHECKOUT_EXPIRED
    return Others(near, _same(scene, booking.starts_at) if again else None)


def _same(scene: Scene, start: datetime) -> Offer | None:
    """None where it is not free, of what `alternatives` has read."""
    instant = int(start.timestamp())
    if not scene.of(scene.who, scene.free(instant, instant + 1)):
        return None
    asked = scene.asked.but(month=None, day=day_in(scene, instant), start=start)
    return scene.url + asked.query(), wording.moment(start, scene.zone, scene.now)
