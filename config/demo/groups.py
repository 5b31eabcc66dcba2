"""Classes and a course: what they are, when they meet, and what they cost for whom."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from bookings.timetable import extend
from config.demo.offer import INES, LUCIA, OLENA, Offer
from config.demo.people import MON, SAT, THU, TUE, WED
from services.models import Location, Rate, Resource, Service, ServiceKind, Variant, WeeklyRule

STUDIO = "Studio"
YOGA, PILATES, CIRCUIT, BACK_SCHOOL = "evening-yoga", "pilates-on-the-mat", "family-circuit", "back-school"
COURSE_WEEKS = 12

GROUPS = [
    Offer(
        "Evening yoga", YOGA, "Classes and courses", "Classes", 75,
        [("teacher", False, [INES]), ("room", False, [STUDIO])], 14,
        more={
            "kind": ServiceKind.CLASS,
            "default_capacity": 12,
            "summary": "Slow, for every level. Mats are there.",
            "pay_online": True,
            "pay_by_plan": True,
            "buffer_after_minutes": 15,
        },
    ),
    Offer(
        "Pilates on the mat", PILATES, "Classes and courses", "Classes", 50,
        [("teacher", False, [LUCIA]), ("room", False, ["Room 1"])], 16,
        more={
            "kind": ServiceKind.CLASS,
            "default_capacity": 6,
            "summary": "Six people, so that each is seen.",
            "bring": "Socks that grip.",
            "pay_online": True,
            "pay_by_plan": True,
        },
    ),
    Offer(
        "Family circuit in the park", CIRCUIT, "Classes and courses", "Families", 60,
        [("trainer", False, [INES])], 0, ["retiro"],
        more={
            "kind": ServiceKind.CLASS,
            "default_capacity": 16,
            "summary": "Run, climb, balance: children from six, with somebody who looks after them.",
            "rate": Rate.VARIED,
            "variant_option": "Age",
        },
    ),
    Offer(
        "Back school", BACK_SCHOOL, "Classes and courses", "Courses", 75,
        [("teacher", False, [OLENA]), ("room", False, [STUDIO])], 180,
        more={
            "kind": ServiceKind.COURSE,
            "default_capacity": 10,
            "summary": "Twelve Thursdays: how a back works, and what keeps it well.",
            "pay_online": True,
            "deposit": Decimal(60),
        },
    ),
]  # fmt: skip
CHOICES = {CIRCUIT: [("Adult", 14), ("Child, 6 to 13", 8)]}


@dataclass(frozen=True)
class Meets:
    """`weeks`: for so many, from the next full week on; without, every week, and in the past too."""

    weekdays: list[int]
    clock: str
    who: list[str]
    place: str = "argumosa"
    weeks: int = 0


WHEN = {
    YOGA: Meets([MON, WED], "18:30", [INES, STUDIO]),
    PILATES: Meets([TUE, THU], "19:00", [LUCIA, "Room 1"]),
    CIRCUIT: Meets([SAT], "11:00", [INES], place="retiro"),
    BACK_SCHOOL: Meets([THU], "17:00", [OLENA, STUDIO], weeks=COURSE_WEEKS),
}


def make_timetable(
    locations: dict[str, Location], resources: dict[str, Resource], now: datetime, *, past: timedelta
) -> None:
    """The rules with their sessions, those of the last weeks included."""
    for slug, meets in WHEN.items():
        service = Service.objects.get(slug=slug)
        Variant.objects.bulk_create(
            Variant(service=service, name=name, price=price, position=position)
            for position, (name, price) in enumerate(CHOICES.get(slug, []))
        )
        rule = _rule(service, meets, locations, now.date(), past)
        rule.resources.set(resources[name] for name in meets.who)
        extend(rule, now=now - past)
        extend(rule, now=now)


def _rule(service: Service, meets: Meets, locations: dict[str, Location], today: date, past: timedelta) -> WeeklyRule:
    monday = today + timedelta(days=7 - today.weekday())
    last = monday + timedelta(weeks=meets.weeks) - timedelta(days=1)
    return WeeklyRule.objects.create(
        schedule=service.schedule,
        weekdays=meets.weekdays,
        start_time=time.fromisoformat(meets.clock),
        location=locations[meets.place],
        first_on=monday if meets.weeks else today - past,
        last_on=last if meets.weeks else None,
    )
