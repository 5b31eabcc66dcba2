"""What a form says about the person who books."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from bookings.models import Contact


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


def contact_for(details: Details, now: datetime) -> Contact:
    """The contact of this email address, made if there is none; one that exists is not changed (section 3)."""
    contact, _ = Contact.objects.get_or_create(
        email__lower=details.email.lower(),
        defaults={
            "email": details.email.lower(),
            "first_name": details.first_name,
            "last_name": details.last_name,
            "phone": details.phone,
            "time_zone": details.contact_time_zone,
            "language": details.language,
            "created_at": now,
        },
    )
    return contact
