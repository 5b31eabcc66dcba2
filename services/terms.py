"""The rules under which a booking was made: a frozen copy of its policy. Pure."""

from dataclasses import asdict, dataclass, fields
from datetime import datetime, timedelta
from typing import Any


@dataclass(frozen=True, slots=True)
class Terms:
    """Minutes are whole; None means that the rule is off (domain.md section 8)."""

    earliest_minutes: int | None = None
    latest_minutes: int | None = None
    book_after_start: bool = False
    customer_may_cancel: bool = False
    cancel_cutoff_minutes: int | None = None
    late_cancel: str = "refused"
    customer_may_reschedule: bool = False
    reschedule_cutoff_minutes: int | None = None
    waitlist: bool = False
    waitlist_capacity: int = 10
    waitlist_offer_minutes: int = 10
    max_participants: int = 1
    needs_approval: bool = False
    requests_affect_availability: bool = False
    text: str = ""

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Terms":
        """Reads a stored copy; keys that this version does not know are ignored."""
        known = {field.name for field in fields(cls)}
        return cls(**{key: value for key, value in data.items() if key in known})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    def opens_at(self, start: datetime) -> datetime | None:
        """When booking of a time that begins at `start` opens; None: it always was open."""
        return start - timedelta(minutes=self.earliest_minutes) if self.earliest_minutes is not None else None

    def closes_at(self, start: datetime) -> datetime:
        """When booking of a time that begins at `start` closes: at the start itself, or earlier."""
        return start - timedelta(minutes=self.latest_minutes or 0)

    def cancel_until(self, start: datetime) -> datetime | None:
        """Up to when a customer gets everything back; None where customers may not cancel at all."""
        if not self.customer_may_cancel:
            return None
        return start - timedelta(minutes=self.cancel_cutoff_minutes or 0)

    def reschedule_until(self, start: datetime) -> datetime | None:
        if not self.customer_may_reschedule:
            return None
        return start - timedelta(minutes=self.reschedule_cutoff_minutes or 0)
