"""The booking of a message as the database has it at the moment of sending, with what else decides whether it goes."""

from datetime import datetime, timedelta

from bookings.models import Booking, Channel, Message

# Of a text: how many this number was sent in a day besides, and whether it answered STOP.
_FOR_TEXT = """
    SELECT booking.*,
        (
         SELECT count(*) FROM bookings_message other
         WHERE other.channel = 'sms' AND other.recipient = %(number)s AND other.claimed_at > %(since)s
           AND other.id <> %(message)s AND other.state IN ('sending', 'sent', 'delivered', 'uncertain')
        ) AS texts_today,
        EXISTS (SELECT FROM bookings_optout WHERE phone = %(number)s AND resumed_at IS NULL) AS stopped
    FROM bookings_booking booking WHERE booking.id = %(booking)s
"""


def booking_of(message: Message, now: datetime) -> Booking | None:
    """None where it was deleted by hand since the claim. Of a text it has `texts_today` and `stopped` too, of an email
    its service, place and person."""
    if message.channel != Channel.SMS:
        whole = Booking.objects.select_related("service", "location", "resource")
        return whole.filter(pk=message.booking_id).first()
    values = {
        "number": message.recipient,
        "since": now - timedelta(days=1),
        "message": message.pk,
        "booking": message.booking_id,
    }
    return next(iter(Booking.objects.raw(_FOR_TEXT, values)), None)
