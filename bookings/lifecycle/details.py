"""What a form says about the person who books."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from bookings.errors import TryAgain
from services.sql import asked


@dataclass(frozen=True, slots=True)
class Details:
    """`phone` is E.164 or empty; a number that can't be texted stands in `phone_as_typed` (journeys.md S16).

    `answers`: {label, answer} in the order asked, the label as it was asked.
    """

    first_name: str
    email: str
    last_name: str = ""
    phone: str = ""
    phone_as_typed: str = ""
    location_text: str = ""
    contact_time_zone: str | None = None
    language: str = "en"
    send_sms_reminder: bool = False
    answers: Sequence[dict[str, str]] = ()

    def columns(self) -> dict[str, Any]:
        """The booking's own copies; the place only where the customer names it."""
        columns = {field.name: getattr(self, field.name) for field in fields(self)}
        columns["answers"] = list(self.answers)
        if not self.location_text:
            del columns["location_text"]
        return columns


# One statement for both, without a savepoint. Whoever is making the same contact at this moment is waited for, and
# then neither part gives a row: the next time the first one does, unless that one was erased meanwhile. Whoever is
# erasing the contact is waited for too (FOR KEY SHARE): it has another address then, and a new one is made.
_TRIES = 5
_CONTACT = """
    WITH known AS (
        SELECT id FROM bookings_contact WHERE lower(email) = lower(%(email)s) FOR KEY SHARE
    ), made AS (
        INSERT INTO bookings_contact
            (email, first_name, last_name, phone, time_zone, language, sign_in_version, created_at)
        SELECT %(email)s, %(first_name)s, %(last_name)s, %(phone)s, %(time_zone)s, %(language)s, 1, %(now)s
        WHERE NOT EXISTS (SELECT FROM known)
        ON CONFLICT (lower(email)) DO NOTHING
        RETURNING id
    )
    SELECT id FROM known UNION ALL SELECT id FROM made
"""


def contact_id_for(details: Details, now: datetime) -> int:
    """The contact of this email address, made if there is none; one that exists is not changed (section 3).

    Raises TryAgain.
    """
    values = {
        "email": details.email.lower(),
        "first_name": details.first_name,
        "last_name": details.last_name,
        "phone": details.phone,
        "time_zone": details.contact_time_zone or None,
        "language": details.language,
        "now": now,
    }
    for _ in range(_TRIES):
        for (id_,) in asked(_CONTACT, values):
            return int(id_)
    raise TryAgain
