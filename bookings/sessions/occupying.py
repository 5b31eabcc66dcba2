"""Whom a session keeps busy: people and rooms, each for its time with the service's buffers."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.errors import SlotNotAvailable
from bookings.exclusivity import buffered, busy_resources, clear_expired_holds
from bookings.models import Mark, Occupancy, Session
from services.models import Resource, Service


def occupy(session: Session, resource_ids: Collection[int], *, now: datetime, override: bool) -> None:
    """Their rows; the resources are locked. `override`: who is busy is taken all the same, and marked.

    Raises SlotNotAvailable, which names them.
    """
    if session.service is None or not resource_ids:
        return
    busy_from, busy_until = buffered(session.service, session.starts_at, session.ends_at)
    clear_expired_holds(resource_ids, busy_from, busy_until, now)
    busy = busy_resources(resource_ids, busy_from, busy_until, now, session_id=session.pk)
    if busy and not override:
        raise SlotNotAvailable(who_is_busy(busy), field="resources")
    Occupancy.objects.bulk_create(
        Occupancy(
            resource_id=id_,
            busy_from=busy_from,
            busy_until=busy_until,
            session=session,
            mark=Mark.OVERRIDDEN if id_ in busy else Mark.NONE,
        )
        for id_ in sorted(resource_ids)
    )


def who_is_busy(ids: Collection[int]) -> str:
    names = list(Resource.objects.filter(pk__in=ids).order_by("kind", "name").values_list("name", flat=True))
    sentence = ngettext("%(names)s is busy then.", "%(names)s are busy then.", len(names))
    return sentence % {"names": _(" and ").join(filter(None, [", ".join(names[:-1]), names[-1]]))}


def usual_ids(service: Service) -> list[int]:
    """Whom its sessions need by its requirements, where only one can do it."""
    groups = service.requirement_groups.prefetch_related("resources")
    alone = [list(group.resources.all()) for group in groups]
    return [people[0].pk for people in alone if len(people) == 1]
