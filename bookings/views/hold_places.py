"""Continue with dates of a class, or with a course: the places are kept, and the checkout goes on from a Pick."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.errors import BookingError
from bookings.keeping import Kept, keep_places
from bookings.models import Booking, Session
from bookings.picker.asked import Asked
from bookings.picker.course_page import CourseScene
from bookings.picker.dates import Dates
from bookings.picker.party import wrong_party
from bookings.picks import Pick
from bookings.places import NOBODYS, Pool
from bookings.views.dates import class_response, course_response
from bookings.views.personal import SeeOther
from bookings.views.unfinished import resume_url, unfinished
from bookings.visitors import new_visitor, remember, visitor_of
from services import wording
from services.models import Business, Service

Again = Callable[..., HttpResponse]


def place_class(request: HttpRequest, dates: Dates) -> HttpResponse:
    """One date or several; what has no room any more does not stop the others."""
    wanted, asked = dates.asked.sessions, dates.asked

    def again(status: int, heading: str, **more: Any) -> HttpResponse:
        dates.asked = asked
        notice = {"heading": heading}
        if status == HTTPStatus.CONFLICT and len(wanted) == 1:
            notice |= _near(dates, wanted[0])
        return class_response(request, dates, status=status, notice=notice, **more)

    if not wanted:
        return again(422, _("Choose a date first."))
    if len(wanted) > dates.most:
        return again(422, _("Choose at most %(most)s dates at once.") % {"most": dates.most})
    pools = [Pool(session_id=pk) for pk in wanted]
    return _keep(request, dates.service, dates.business, dates.asked, dates.now, pools, again)


def _near(dates: Dates, wanted: int) -> dict[str, Any]:
    """Up to three other dates with room for the party, the nearest to the wanted one (journeys.md S1)."""
    found = dates.read(dates.now, dates.now + timedelta(days=dates.business.horizon_days))
    lost = next((each.start for each in found if each.id == wanted), dates.now)
    free = [each for each in found if each.bookable and each.id != wanted and each.places.open >= dates.asked.people]
    nearest = sorted(sorted(free, key=lambda each: abs(each.start - lost))[:3], key=lambda each: each.start)
    links = [
        (
            dates.url + dates.asked.but(sessions=(each.id,)).query(),
            wording.moment(each.start, dates.zone, dates.now),
        )
        for each in nearest
    ]
    return {"body": _("Free near it:"), "links": links} if links else {}


def place_course(request: HttpRequest, scene: CourseScene) -> HttpResponse:
    def again(status: int, heading: str, **more: Any) -> HttpResponse:
        return course_response(request, scene, status=status, notice={"heading": heading}, **more)

    pools = [Pool(schedule_id=scene.course.schedule.pk)]
    return _keep(request, scene.service, scene.business, scene.asked, scene.now, pools, again)


def _keep(
    request: HttpRequest,
    service: Service,
    business: Business,
    asked: Asked,
    now: datetime,
    pools: Sequence[Pool],
    again: Again,
) -> HttpResponse:
    if wrong := wrong_party(asked, service):
        return again(422, wrong)
    known = visitor_of(request)
    visitor, mine = known or new_visitor(), unfinished(known, now)
    if (booking := _same(mine, asked, pools)) is not None:
        return SeeOther(resume_url(booking))
    try:
        kept = keep_places(
            service=service,
            pools=pools,
            visitor=visitor,
            now=now,
            business=business,
            participants=asked.people,
            newcomer=not known,
        )
    except BookingError as error:
        return again(409, str(error), mine=mine)
    if not kept.free:
        heading = str(next(iter(kept.refused.values()))) if len(pools) == 1 else _("None of these dates is free now.")
        return again(409, heading, mine=mine)
    response = SeeOther(reverse("checkout:details", args=[_pick(service, asked, kept).sign()]))
    remember(response, visitor)
    return response


def _same(mine: Sequence[Booking], asked: Asked, pools: Sequence[Pool]) -> Booking | None:
    """The visitor's unfinished booking of just this date or course, for as many people (journeys.md S5)."""
    if len(pools) > 1 or asked.choices:
        return None
    pool = pools[0]
    wanted = (pool.session_id, pool.schedule_id, asked.people)
    return next(
        (each for each in mine if (each.session_id, each.schedule_id, each.total_participants) == wanted), None
    )


def _pick(service: Service, asked: Asked, kept: Kept) -> Pick:
    """In the order of time; `lost`: the dates that had no room any more."""
    ids, schedule_id = [pool.session_id for pool in kept.free if pool.session_id], kept.free[0].schedule_id
    wanted = Session.objects.filter(pk__in=ids) if ids else Session.objects.filter(schedule=schedule_id or NOBODYS)
    dates = list(wanted.filter(called_off_at=None).order_by("starts_at", "pk"))
    return Pick(
        service_id=service.pk,
        start=dates[0].starts_at,
        token=uuid4(),
        location_id=dates[0].location_id if ids else None,
        participants=asked.people,
        hold=next((kept.holds[pool].token for pool in kept.free if pool in kept.holds), None),
        choices=tuple((pk, count) for pk, count in asked.choices if count),
        sessions=tuple(date.pk for date in dates) if ids else (),
        schedule_id=schedule_id,
        lost=tuple(pool.session_id for pool in kept.refused if pool.session_id),
    )
