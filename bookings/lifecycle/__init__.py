"""The verbs that change a booking, one a file (domain.md section 3). Views, admin and tasks call these."""

from bookings.lifecycle.bulk import bulk_create_bookings
from bookings.lifecycle.cancel import CancelTerms, cancel_booking, cancel_terms
from bookings.lifecycle.confirm import confirm_booking
from bookings.lifecycle.confirm_or_decline import confirm_or_decline_booking
from bookings.lifecycle.contact import change_contact
from bookings.lifecycle.create import create_booking
from bookings.lifecycle.decline import decline_booking, expire_checkout, expire_request
from bookings.lifecycle.details import Details
from bookings.lifecycle.extended_fields import update_extended_fields
from bookings.lifecycle.participants import update_number_of_participants
from bookings.lifecycle.payment import record_payment
from bookings.lifecycle.pending import set_booking_as_pending
from bookings.lifecycle.price import set_price
from bookings.lifecycle.reschedule import reschedule_booking

__all__ = [
    "CancelTerms",
    "Details",
    "bulk_create_bookings",
    "cancel_booking",
    "cancel_terms",
    "change_contact",
    "confirm_booking",
    "confirm_or_decline_booking",
    "create_booking",
    "decline_booking",
    "expire_checkout",
    "expire_request",
    "record_payment",
    "reschedule_booking",
    "set_booking_as_pending",
    "set_price",
    "update_extended_fields",
    "update_number_of_participants",
]
