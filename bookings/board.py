"""The list of services as a departures board: what each row says."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.context import kept
from bookings.picker.offer import bookable_online, places_of, zone_at
from bookings.supply import Group
from services import wording
from services.models import Business, Rate, ResourceKind, Service, ServiceKind

FEW = 2  # as many people are named


@dataclass(frozen=True, slots=True)
class Row:
    """`day` and `clock`: the next free time, or empty with `instead` saying why there is none."""

    url: str
    name: str
    summary: str
    length: str
    price: str
    price_note: str
    facts: tuple[str, ...] = ()
    by_request: bool = False
    day: str = ""
    clock: str = ""
    instead: str = ""

    @property
    def item(self) -> SafeString:
        """As a list item, made once: from one visitor to the next few rows change."""
        return kept("board_row", row=self)


@dataclass(slots=True)
class Section:
    title: str
    rows: list[Row]


def sections(
    services: Sequence[Service],
    groups: dict[int, list[Group]],
    starts: dict[int, datetime | None],
    now: datetime,
    business: Business,
) -> list[Section]:
    """Services under their categories, in the list's order; `services` as `all_services` read them."""
    several_kinds = len({service.kind for service in services}) > 1
    found = []
    for category, members in groupby(services, key=lambda service: service.category):
        rows = [
            _row(service, groups.get(service.pk, []), starts.get(service.pk), now, business, several_kinds)
            for service in members
        ]
        found.append(Section(category.name if category else _("Services"), rows))
    return found


def _row(
    service: Service, groups: list[Group], start: datetime | None, now: datetime, business: Business, kinds: bool
) -> Row:
    price, note = _price(service, business.currency)
    facts = (_who(groups), _deposit(service, business.currency))
    kind = service.get_kind_display().capitalize() if kinds else ""
    row = Row(
        url=service.get_absolute_url(),
        name=service.name,
        summary=service.summary,
        length=wording.minutes(service.duration_minutes),
        price=price,
        price_note=note,
        by_request=service.policy.needs_approval,
        facts=tuple(fact for fact in (kind, *facts) if fact),
    )
    if start is None:
        return replace(row, instead=_instead(service))
    places = places_of(service)
    zone = zone_at(places[0] if len(places) == 1 else None, business)
    return replace(row, day=wording.relative_day(start, now, zone), clock=wording.clock(start, zone))


def _instead(service: Service) -> str:
    """Why there is no next time."""
    if not bookable_online(service):
        return _("Call us")
    full = {ServiceKind.CLASS: _("No places now"), ServiceKind.COURSE: _("No places now")}
    return full.get(ServiceKind(service.kind), _("No free time now"))


def _who(groups: list[Group]) -> str:
    """Names while they are few; else that one may choose, or what they are called."""
    for group in groups:
        people = [person for person in group.candidates if person.kind == ResourceKind.STAFF]
        if not people:
            continue
        if len(people) <= FEW:
            return _(" or ").join(person.name for person in people)
        return _("Anyone, or choose") if group.customer_chooses else _("Any %(group)s") % {"group": group.name}
    return ""


def _deposit(service: Service, currency: str) -> str:
    if not service.deposit:
        return ""
    return _("%(amount)s deposit") % {"amount": wording.money(service.deposit, currency)}


def _price(service: Service, currency: str) -> tuple[str, str]:
    """The price and whom it is for."""
    most = service.policy.max_participants
    if service.rate == Rate.NO_FEE:
        return _("Free"), ""
    if service.rate == Rate.CUSTOM:
        return "", service.price_text
    if service.rate == Rate.VARIED:
        least = getattr(service, "least_price", None) or service.price
        return format_html(_("from\u00a0{}"), wording.money(least, currency)), ""
    note = ""
    if service.kind == ServiceKind.COURSE:
        note = _("whole course")
    elif most > 1:
        note = _("per person") if service.is_priced_per_person else _("for both") if most == 2 else _("for all of you")
    return wording.money(service.price, currency), note
