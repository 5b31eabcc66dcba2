"""A form that was sent before is known by its token (domain.md section 3)."""

from uuid import UUID

from django.db import connection

from bookings.actors import Actor

# Almost always there is none, so only the id is asked for, in SQL that is written once (why: supply_rows.py).
_MADE = """
    SELECT id FROM bookings_booking
    WHERE client_token = %s AND created_by = %s AND created_by_user_id IS NOT DISTINCT FROM %s
"""


def id_made_before(client_token: UUID, by: Actor) -> int | None:
    """Of the booking that this token made for the same caller."""
    with connection.cursor() as cursor:
        cursor.execute(_MADE, [client_token, by.identity, by.user.pk if by.user else None])
        row = cursor.fetchone()
    return int(row[0]) if row else None
