"""What the template of a course's page is given: all its dates, the places that are left, the whole price."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.courses import Course, read_course
from bookings.picker.asked import Asked
from bookings.picker.offer import places_of as locations_of
from bookings.picker.offer import zone_at
from bookings.picker.page import price_of
from bookings.picker.party import cleaned_party, party_fields
from bookings.picker.session_rows import blocks
from bookings.picker.slips import PICK_FORM, due_rows, for_whom, price_in_words
from bookings.places import Places, Pool, places_of
from bookings.refusals import BEGUN, DISABLED, OVER, TOO_EARLY, TOO_LATE, course_violations
from services import wording
from services.models import Business, Rate, Service


@dataclass(slots=True)
class CourseScene:
    """`url`: the course's page."""

    service: Service
    business: Business
    asked: Asked
    now: datetime
    course: Course
    places: Places
    violations: tuple[str, ...]
    zone: ZoneInfo
    url: str

    @property
    def bookable(self) -> bool:
        return not self.violations and self.places.open > 0


def open_course(service: Service, business: Business, asked: Asked, now: datetime) -> CourseScene:
    """Three queries, for a service of offer_rows.py."""
    course = read_course(service)
    found = places_of(Pool(schedule_id=course.schedule.pk), now) or Places(0, 0)
    locations = locations_of(service)
    zone = zone_at(locations[0] if len(locations) == 1 else None, business)
    return CourseScene(
        service=service,
        business=business,
        asked=cleaned_party(asked, service).but(zone=asked.zone if asked.zone != zone else None),
        now=now,
        course=course,
        places=found,
        violations=course_violations(service, course, now),
        zone=zone,
        url=reverse("bookings:service", args=[service.slug]),
    )


def course_page(scene: CourseScene, reader: ZoneInfo | None) -> dict[str, Any]:
    service, currency = scene.service, scene.business.currency
    shown = scene.asked.zone or scene.zone
    count = len(scene.course.sessions)
    return {
        "service": service,
        "page_url": scene.url,
        "hold_url": reverse("bookings:hold", args=[service.slug]),
        "dates_words": ngettext("%(n)s date", "%(n)s dates", count) % {"n": count},
        "price": _price(service, currency),
        "needs_approval": service.policy.needs_approval,
        "asked": scene.asked,
        "bookable": scene.bookable,
        "places": blocks(scene.places),
        "why_not": why_not(scene),
        "begun": _begun(scene),
        "party": party_fields(service, scene.asked, currency),
        "dates": [_date(scene, session, shown) for session in scene.course.sessions],
        "zone_label": wording.zone_label(scene.now, shown),
        "switch": _switch(scene, reader),
        "slip": course_slip(scene),
    }


def _price(service: Service, currency: str) -> str:
    """ "€180.00 for the whole course, of which €40.00 now"."""
    price, comma, deposit = price_of(service, currency).partition(", ")
    if service.rate in (Rate.NO_FEE, Rate.CUSTOM):
        return price
    return _("%(price)s for the whole course") % {"price": price} + comma + deposit


def why_not(scene: CourseScene) -> str:
    """Why it can't be booked now, as a sentence; nothing where it can."""
    terms, coming = scene.service.policy.terms(), scene.course.coming(scene.now)
    if TOO_EARLY in scene.violations and (opens := terms.opens_at(scene.course.sessions[0].starts_at)):
        return _("Booking opens %(moment)s.") % {"moment": wording.moment(opens, scene.zone, scene.now)}
    if TOO_LATE in scene.violations and coming:
        closed = wording.moment(terms.closes_at(coming[0].starts_at), scene.zone, scene.now)
        return _("Online booking closed %(moment)s.") % {"moment": closed}
    words = {
        DISABLED: _("This course is not booked online."),
        BEGUN: _("This course has begun, and can't be joined any more."),
        OVER: _("This course has no dates to come."),
    }
    if scene.violations:
        return words[scene.violations[0]]
    return "" if scene.places.open else _("This course is full.")


def _begun(scene: CourseScene) -> str:
    """For one that can still be joined: what is left of it."""
    if not scene.course.has_begun(scene.now):
        return ""
    left, total = len(scene.course.coming(scene.now)), len(scene.course.sessions)
    return _("It has begun: %(left)s of %(total)s dates are still to come. The price is that of the whole course.") % {
        "left": left,
        "total": total,
    }


def _date(scene: CourseScene, session: Any, shown: ZoneInfo) -> dict[str, Any]:
    words = {"start": wording.clock(session.starts_at, shown), "end": wording.clock(session.ends_at, shown)}
    several = len({each.location_id for each in scene.course.sessions}) > 1
    return {
        "day": wording.day_label(session.starts_at, shown, scene.now),
        "clock": _("%(start)s to %(end)s") % words,
        "where": session.location.name if several and session.location else "",
        "over": session.starts_at <= scene.now,
    }


def _switch(scene: CourseScene, reader: ZoneInfo | None) -> tuple[str, str] | None:
    """(address, city) of the other zone: the reader's, or back to the place's."""
    if scene.asked.zone:
        return scene.url + scene.asked.but(zone=None).query(), wording.city(scene.zone)
    if reader is None or scene.now.astimezone(reader).utcoffset() == scene.now.astimezone(scene.zone).utcoffset():
        return None
    return scene.url + scene.asked.but(zone=reader).query(), wording.city(reader)


def course_slip(scene: CourseScene) -> dict[str, Any]:
    """The whole course, for the party."""
    service, asked, currency = scene.service, scene.asked, scene.business.currency
    price = price_in_words(service, asked, currency)
    slip: dict[str, Any] = {
        "title": service.name,
        "note": price,
        "rows": for_whom(service, asked) + due_rows(service, asked, currency),
        "sum": (_("Price"), price),
        **course_when(scene.course, scene.zone, scene.now),
    }
    if scene.bookable:
        slip["cta"] = {"label": _("Continue to your details"), "form": PICK_FORM, "busy": _("Keeping your places")}
    return slip


def course_when(course: Course, zone: ZoneInfo, now: datetime) -> dict[str, Any]:
    """ "12 dates", "Mon 5 January", "to Mon 23 March"."""
    if not course.sessions:
        words: str | SafeString = _("No dates")
        return {"brief": words, "when": [words], "zone": ""}
    count, first, last = len(course.sessions), course.sessions[0].starts_at, course.sessions[-1].starts_at
    brief = ngettext("%(n)s date", "%(n)s dates", count) % {"n": count}
    lines = [wording.day_label(first, zone, now)]
    if count > 1:
        lines.append(_("to %(day)s") % {"day": wording.day_label(last, zone, now)})
    label = wording.zone_label(first, zone)
    return {"brief": f"{brief}, {lines[0]}", "when": lines, "zone": f"{brief}. {label}"}
