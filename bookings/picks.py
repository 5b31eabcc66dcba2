"""What a customer picked, signed into the address of the checkout, so that no server state is needed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core import signing

from bookings.places import Pool

_SALT = "bookings.pick"
MAX_AGE_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Pick:
    """`token` is the form's: whatever is sent with it again is the same booking. `hold`: the token of
    the hold; of several dates of the first, whose visitor has the others too.

    Of a class `sessions` are the ids of its dates, in order, and `lost` those that
    were wanted and had no room; a course is picked as a whole. `choices`: (variant id,
    people) of a service that has them. `start` is the first one.
    """

    service_id: int
    start: datetime
    token: UUID
    resources: tuple[int, ...] = ()
    location_id: int | None = None
    participants: int = 1
    hold: UUID | None = None
    choices: tuple[tuple[int, int], ...] = ()
    sessions: tuple[int, ...] = ()
    schedule_id: int | None = None
    lost: tuple[int, ...] = ()

    @property
    def pools(self) -> list[Pool]:
        """Where its places come from; none of an appointment."""
        if self.schedule_id:
            return [Pool(schedule_id=self.schedule_id)]
        return [Pool(session_id=pk) for pk in self.sessions]

    @property
    def people(self) -> int:
        return sum(count for _pk, count in self.choices) or self.participants

    @property
    def party(self) -> dict[str, Any]:
        """As create_booking wants it."""
        if self.choices:
            return {"participants_choices": dict(self.choices)}
        return {"total_participants": self.participants}

    def sign(self) -> str:
        data: dict[str, Any] = {
            "s": self.service_id,
            "t": int(self.start.timestamp()),
            "k": self.token.hex,
            "r": self.resources,
            "l": self.location_id,
            "n": self.participants,
            "h": self.hold and self.hold.hex,
            "c": self.choices,
            "d": self.sessions,
            "w": self.schedule_id,
            "x": self.lost,
        }
        given = {key: value for key, value in data.items() if value}
        return signing.dumps(given, salt=_SALT, compress=True)

    @classmethod
    def read(cls, signed: str) -> Pick | None:
        """None for a forged, damaged or day-old one."""
        try:
            data = signing.loads(signed, salt=_SALT, max_age=MAX_AGE_SECONDS)
        except signing.BadSignature:
            return None
        return cls(
            service_id=data["s"],
            start=datetime.fromtimestamp(data["t"], UTC),
            token=UUID(hex=data["k"]),
            resources=tuple(data.get("r", ())),
            location_id=data.get("l"),
            participants=data.get("n", 1),
            hold=UUID(hex=data["h"]) if data.get("h") else None,
            choices=tuple((pk, count) for pk, count in data.get("c", ())),
            sessions=tuple(data.get("d", ())),
            schedule_id=data.get("w"),
            lost=tuple(data.get("x", ())),
        )
