"""Who works there and when, and the rooms."""

from datetime import date, time, timedelta

from services.models import HoursException, Location, Resource, ResourceKind, WeeklyHours

MON, TUE, WED, THU, FRI, SAT = range(6)
# Name -> (weekdays, from, to, location), a line for each block; a day of two blocks is split by a break.
HOURS: dict[str, list[tuple[list[int], str, str, str | None]]] = {
    "Marcos Prieto": [
        ([MON, WED, FRI], "08:00", "14:00", "argumosa"),
        ([MON, WED], "16:00", "20:30", "argumosa"),
        ([TUE, THU], "08:00", "13:00", "retiro"),
    ],
    "Lucía Ferrer": [
        ([TUE, WED, THU], "10:00", "14:00", "argumosa"),
        ([TUE, WED, THU], "15:30", "20:00", "argumosa"),
        ([SAT], "10:00", "14:00", "argumosa"),
    ],
    "Olena Bondar": [([MON, TUE, THU, FRI], "09:30", "18:30", "argumosa")],
    "Inés Robledo": [
        ([MON, WED, FRI], "17:00", "21:00", "argumosa"),
        ([SAT], "09:00", "13:00", "retiro"),
        ([TUE, THU], "17:00", "20:00", None),
    ],
    "Sofía Lantero": [([MON, TUE, WED, THU, FRI], "09:00", "15:00", None)],
}
ROOMS = ["Room 1", "Room 2", "Studio"]


def make_people(locations: dict[str, Location], today: date) -> dict[str, Resource]:
    """Name -> resource, rooms included. Rooms have no hours: they are always open."""
    people = {name: _make_person(name, locations) for name in HOURS}
    argumosa = locations["argumosa"]
    rooms = {name: Resource.objects.create(kind=ResourceKind.ROOM, name=name, location=argumosa) for name in ROOMS}
    _make_exceptions(people | rooms, locations["argumosa"], today)
    return people | rooms


def _make_person(name: str, locations: dict[str, Location]) -> Resource:
    address = name.split()[0].lower().replace("í", "i").replace("é", "e")
    person = Resource.objects.create(name=name, email=f"{address}@argumosa.example")
    WeeklyHours.objects.bulk_create(
        WeeklyHours(
            schedule=person.schedule,
            weekday=weekday,
            start_time=time.fromisoformat(start),
            end_time=time.fromisoformat(end),
            location=locations[place] if place else None,
        )
        for weekdays, start, end, place in HOURS[name]
        for weekday in weekdays
    )
    return person


def _make_exceptions(resources: dict[str, Resource], argumosa: Location, today: date) -> None:
    """A short holiday, a day off, a Saturday that is worked all the same, a room being painted."""
    monday = today + timedelta(days=7 - today.weekday())

    def exception(name: str, first: int, days: int, reason: str) -> HoursException:
        start = monday + timedelta(days=first)
        end = start + timedelta(days=days - 1)
        return HoursException(schedule=resources[name].schedule, first_on=start, last_on=end, reason=reason)

    saturday = exception("Olena Bondar", 12, 1, "Makes up for Friday")
    saturday.start_time, saturday.end_time, saturday.location = time(10), time(14), argumosa
    HoursException.objects.bulk_create(
        [
            exception("Marcos Prieto", 14, 5, "Holiday"),
            exception("Olena Bondar", 11, 1, "Course in Valencia"),
            exception("Lucía Ferrer", 3, 1, "Dentist, back on Saturday"),
            exception("Room 2", 21, 2, "Walls are painted"),
            saturday,
        ]
    )
