"""What a customer picked, signed into the address of the checkout, so that no server state is needed for it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core import signing

_SALT = "bookings.pick"
MAX_AGE_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class Pick:
    """`token` is the form's: whatever is sent with it again is the same booking. `hold`: the hold's token."""

    service_id: int
    start: datetime
    token: UUID
    resources: tuple[int, ...] = ()
    location_id: int | None = None
    participants: int = 1
    hold: UUID | None = None

    def sign(self) -> str:
        data: dict[str, Any] = {
            "s": self.service_id,
            "t": int(self.start.timestamp()),
            "k": self.token.hex,
            "r": self.resources,
            "l": self.location_id,
            "n": self.participants,
            "h": self.hold and self.hold.hex,
        }
        return signing.dumps({key: value for key, value in data.items() if value}, salt=_SALT)

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
        )
