"""Other dates of a class for somebody whose date is full; each is a button that sends the answers along."""

from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from bookings.classes import ClassSession, read_sessions
from checkout.views.alternatives import COUNT, Alternative, Nearby
from checkout.views.picked import Picked
from services import wording
from services.models import ServiceKind


def near_dates(picked: Picked) -> Nearby:
    """Up to three with room for the party, the nearest to the first picked one. A course has no others."""
    if picked.service.kind != ServiceKind.CLASS:
        return Nearby([], None)
    horizon = picked.now + timedelta(days=picked.business.horizon_days)
    found = read_sessions(
        picked.service, picked.now, horizon, now=picked.now, business=picked.business, visitor=picked.visitor
    )
    free = [each for each in found if each.bookable and each.places.open >= picked.participants]
    others = [each for each in free if each.id not in picked.pick.sessions]
    nearest = sorted(others, key=lambda each: abs(each.start - picked.start))[:COUNT]
    same = next((each for each in free if picked.pick.sessions == (each.id,)), None)
    offered = [_offer(picked, each) for each in sorted(nearest, key=lambda each: each.start)]
    return Nearby(offered, _offer(picked, same) if same else None)


def _offer(picked: Picked, session: ClassSession) -> Alternative:
    other = replace(
        picked.pick,
        start=session.start,
        token=uuid4(),
        sessions=(session.id,),
        location_id=session.location_id,
        hold=None,
        lost=(),
    )
    url = reverse("checkout:details", args=[other.sign()])
    return Alternative(url, wording.moment(session.start, picked.zone, picked.now))
