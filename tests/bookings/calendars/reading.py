"""Files read back by vobject, which did not write them; for what it hides, lines unfolded by hand."""

from datetime import UTC, datetime

import vobject


def parsed(content):
    [calendar] = vobject.readComponents(content.decode())
    return calendar


def events(content):
    return list(parsed(content).contents.get("vevent", []))


def spans(content):
    """[(start, end)] in UTC, in the file's order."""
    zones = {part.tzid.value: part.tzinfo for part in parsed(content).contents.get("vtimezone", [])}
    return [(_instant(each.dtstart, zones), _instant(each.dtend, zones)) for each in events(content)]


def _instant(line, zones) -> datetime:
    """By the rules in the file, never by what this machine knows of the zone's name."""
    if name := line.params.get("X-VOBJ-ORIGINAL-TZID"):
        return line.value.replace(tzinfo=zones[name[0][0] if isinstance(name[0], list) else name[0]]).astimezone(UTC)
    return line.value.astimezone(UTC)


def unfolded(content):
    return content.decode().replace("\r\n ", "").split("\r\n")


def starting(content, name):
    return [line for line in unfolded(content) if line.startswith(name)]
