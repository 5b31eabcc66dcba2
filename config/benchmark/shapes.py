"""The businesses that are measured, and the calendar that all of them keep."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Madrid")
OPENS, CLOSES = time(9), time(17)
SLOT = timedelta(minutes=30)
SLOTS_A_DAY = 16
HORIZON_DAYS = 180
# Half of these days' times are taken: 2,000 bookings for 5 people, and always the whole of next month.
FILLED_DAYS = 50


@dataclass(frozen=True, slots=True)
class Shape:
    """`past`: bookings before today; `ahead`: beyond the horizon, each with a reminder planned. Every service is
    served by `chosen_from` people. `classes`: how many sessions each class has next month; a business with classes
    has no appointments, its past is of the first class."""

    name: str
    people: int
    past: int
    services: int = 1
    chosen_from: int = 0
    classes: tuple[int, ...] = ()
    ahead: int = 0

    @property
    def window(self) -> int:
        return FILLED_DAYS * SLOTS_A_DAY * self.people // 2


REGULAR = Shape("regular", people=5, past=100_000)
FIFTY = Shape("fifty", people=50, past=100_000)
BOARD = Shape("board", people=10, past=100_000, services=20, chosen_from=5)
YOUNG = Shape("young", people=5, past=10_000)
OLD = Shape("old", people=5, past=1_000_000)
FEW_AHEAD = Shape("few_ahead", people=5, past=0, ahead=1_000)
MANY_AHEAD = Shape("many_ahead", people=5, past=0, ahead=1_000_000)
STUDIO = Shape("studio", people=5, past=0, services=0, classes=(500, 20))
OLD_STUDIO = Shape("old_studio", people=5, past=100_000, services=0, classes=STUDIO.classes)


def open_days(today: date) -> Iterator[date]:
    """Working days after today, up to the horizon."""
    for ahead in range(1, HORIZON_DAYS):
        day = today + timedelta(days=ahead)
        if day.weekday() < 5:
            yield day


def starts_of(day: date) -> list[datetime]:
    first = datetime.combine(day, OPENS, ZONE)
    return [(first + index * SLOT).astimezone(UTC) for index in range(SLOTS_A_DAY)]


def free_starts(today: date) -> list[datetime]:
    """Those of the days that nobody has booked yet."""
    return [start for day in list(open_days(today))[FILLED_DAYS:] for start in starts_of(day)]


def next_month(today: date) -> date:
    return (today.replace(day=1) + timedelta(days=32)).replace(day=1)
