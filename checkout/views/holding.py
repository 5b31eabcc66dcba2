"""Keeping what was picked: the time of an appointment, or the places of a class or course."""

from bookings import holds
from bookings.keeping import keep_places
from bookings.models import Hold
from checkout.views.picked import Picked
from checkout.views.picked_dates import live_holds


def hold_picked(picked: Picked, visitor: str) -> Hold | None:
    """Raises what refuses it."""
    if picked.pick.pools:
        kept = keep_places(
            service=picked.service,
            pools=picked.pick.pools,
            visitor=visitor,
            now=picked.now,
            business=picked.business,
            participants=picked.participants,
        )
        for error in kept.refused.values():
            raise error
        return next(iter(kept.holds.values()), None)
    return holds.place(
        service=picked.service,
        start=picked.start,
        visitor=visitor,
        now=picked.now,
        business=picked.business,
        participants=picked.participants,
        resources=picked.pick.resources,
        location_id=picked.location.pk if picked.location else None,
    )


def all_holds(picked: Picked) -> list[Hold]:
    """Those that keep it, one for each date."""
    if picked.pick.pools:
        return live_holds(picked.pick, picked.booking, picked.visitor, picked.now)
    return [picked.hold] if picked.hold is not None else []
