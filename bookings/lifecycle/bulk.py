"""bulk_create_bookings: several dates of a class in one go (domain.md section 3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bookings import errors
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.keeping import MOST_AT_ONCE
from bookings.lifecycle.create import create_booking
from bookings.lifecycle.details import Details
from bookings.models import Booking, Hold
from bookings.retrying import retried
from services.models import Business, Service

# Not a failure of the whole call: somebody else was faster, or booking has closed meanwhile.
UNAVAILABLE = (errors.SlotNotAvailable, errors.TooEarlyToBook, errors.TooLateToBook)


@dataclass(frozen=True, slots=True)
class Item:
    """One date. `hold` and `client_token` as for create_booking."""

    slot: Slot
    hold: Hold | None = None
    client_token: UUID | None = None


@dataclass(slots=True)
class Bulk:
    """`bookings` in the order of the items; `refused`: by an item's place, why it was not created."""

    bookings: list[Booking] = field(default_factory=list)
    refused: dict[int, errors.BookingError] = field(default_factory=dict)


@retried
def bulk_create_bookings(
    items: Sequence[Item],
    *,
    service: Service,
    details: Details,
    party: Mapping[str, Any],
    by: Actor,
    now: datetime,
    business: Business | None = None,
) -> Bulk:
    """All that are available, each as create_booking makes it; what is not is left out and said.

    `party`: total_participants or participants_choices. Raises InvalidRequest for none, for more than eight, and for
    several that an owner has to answer, since one card reservation can't be taken in part; and what is wrong with any
    of them: a missing field, a permission.
    """
    if not 1 <= len(items) <= MOST_AT_ONCE:
        raise errors.InvalidRequest
    if len(items) > 1 and service.policy.needs_approval:
        raise errors.InvalidRequest(_("Ask for one date at a time: each is answered by itself."))
    done = Bulk()
    with transaction.atomic():
        for index, item in enumerate(items):
            try:
                booking = create_booking(
                    service=service,
                    slot=item.slot,
                    details=details,
                    by=by,
                    now=now,
                    hold=item.hold,
                    client_token=item.client_token,
                    business=business,
                    **party,
                )
            except UNAVAILABLE as error:
                done.refused[index] = error
            else:
                done.bookings.append(booking)
    return done
