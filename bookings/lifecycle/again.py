"""A form that was sent before is known by its token (domain.md section 3)."""

from uuid import UUID

from bookings.actors import Actor
from services.sql import asked

# Almost always there is none, so only the id is asked for, in SQL that is written once (why: services/sql.py).
_MADE = """
    SELECT id FROM bookings_booking
    WHERE client_token = %s AND created_by = %s AND created_by_user_id IS NOT DISTINCT FROM %s
"""


def id_made_before(client_token: UUID, by: Actor) -> int | None:
    """Of the booking that this token made for the same caller."""
    found = asked(_MADE, [client_token, by.identity, by.user.pk if by.user else None])
    return next((id_ for (id_,) in found), None)
