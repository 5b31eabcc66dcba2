"""The pages of a class and of a course: which dates, how many people. State stands in the address."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from bookings.models import Booking
from bookings.picker.asked import readers_zone
from bookings.picker.class_page import class_page
from bookings.picker.class_slip import class_slip
from bookings.picker.course_page import CourseScene, course_page, course_slip
from bookings.picker.dates import Dates
from bookings.steps import TIME, count_of, steps_of
from bookings.views.pieces import asked_by_htmx, private
from bookings.views.unfinished import lately_picked, ways_back
from services.models import Service

CLASS, COURSE = "bookings/class.html", "bookings/course.html"


def show_class(request: HttpRequest, dates: Dates) -> HttpResponse:
    """The page; or for htmx the piece that its target names: "slip" or "picker"."""
    htmx = asked_by_htmx(request)
    if htmx is None:
        return class_response(request, dates, mine=lately_picked(request, dates.business, dates.now))
    if htmx.target == "slip":
        dates.choose(dates.listed() if dates.asked.sessions else ())
        return private(render(request, f"{CLASS}#only_slip", {"slip": class_slip(dates)}))
    context = class_page(dates, readers_zone(request)) | {"oob": True}
    response = private(render(request, f"{CLASS}#picker_answer", context))
    response["HX-Push-Url"] = dates.url + dates.asked.query()
    return response


def show_course(request: HttpRequest, scene: CourseScene) -> HttpResponse:
    """The page; or for htmx the slip."""
    if asked_by_htmx(request):
        return private(render(request, f"{COURSE}#only_slip", {"slip": course_slip(scene)}))
    return course_response(request, scene, mine=lately_picked(request, scene.business, scene.now))


def class_response(
    request: HttpRequest, dates: Dates, *, status: int = 200, mine: Sequence[Booking] = (), **extra: Any
) -> HttpResponse:
    """The whole page; `mine`: the visitor's unfinished bookings; `extra`: a notice of what went wrong."""
    context = class_page(dates, readers_zone(request)) | _frame(dates.service) | extra
    return private(render(request, CLASS, context | {"unfinished": ways_back(mine, dates.now)}, status=status))


def course_response(
    request: HttpRequest, scene: CourseScene, *, status: int = 200, mine: Sequence[Booking] = (), **extra: Any
) -> HttpResponse:
    context = course_page(scene, readers_zone(request)) | _frame(scene.service) | extra
    return private(render(request, COURSE, context | {"unfinished": ways_back(mine, scene.now)}, status=status))


def _frame(service: Service) -> dict[str, Any]:
    return {"steps": steps_of(service, TIME), "step_count": count_of(service)}
