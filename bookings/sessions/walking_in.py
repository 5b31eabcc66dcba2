"""walk_in: somebody stands at the door of a class and comes in (domain.md section 3)."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from bookings.actors import Actor, Permission
from bookings.availability import Slot
from bookings.errors import InvalidRequest
from bookings.lifecycle import Details, confirm_booking, create_booking
from bookings.lifecycle.party import party_of
from bookings.models import AttendanceStatus, Booking, Session, SessionKind
from bookings.places import Pool, lock_pools
from bookings.refusals import violations
from bookings.retrying import retried
from bookings.sessions.attendance import NOTE, set_attendance
from bookings.states import FlowFlag, PaymentOption, PaymentStatus, Status
from services.models import Service


@retried
def walk_in(
    session: Session,
    details: Details,
    *,
    by: Actor,
    now: datetime,
    total_participants: int | None = None,
    participants_choices: Mapping[int, int] | None = None,
    paid: bool = False,
    although_full: bool = False,
    client_token: UUID | None = None,
) -> Booking:
    """A booking of the class's session, CONFIRMED and its whole party ATTENDED, in one step. `details.email` may be
    empty: there is no contact then, and no message.

    Paid in person, `paid` now or else later. What an override is needed for (booking has closed, a large party, only
    online payment, `although_full`) needs its permission and stands on the booking. A course is booked as a whole, by
    create_booking. The same `client_token` again gives the same booking. Raises UnauthorizedOperation, InvalidRequest,
    SessionNotFound, SessionCapacityExceeded, InvalidServiceChoices, InvalidChoices.
    """
    for permission in (Permission.BOOK, Permission.DECIDE, NOTE):
        by.require(permission)
    if session.kind != SessionKind.CLASS or session.service is None:
        raise InvalidRequest
    service = session.service
    party = party_of(service, total_participants, participants_choices)
    flags = flags_for(service, session, party.total, now, although_full=although_full)
    with transaction.atomic():
        lock_pools([Pool(session_id=session.pk)])  # whoever sends the same form comes second, and finds it made
        booking = create_booking(
            service=service,
            slot=Slot(service.pk, session_id=session.pk),
            details=details,
            by=by,
            now=now,
            total_participants=total_participants,
            participants_choices=participants_choices,
            payment_option=PaymentOption.OFFLINE,
            client_token=client_token,
            flow_control=flags,
        )
        if booking.status == Status.CREATED:
            status = PaymentStatus.PAID if paid else PaymentStatus.NOT_PAID
            booking = confirm_booking(
                booking, by=by, now=now, payment_status=status, check_availability=not although_full
            )
            set_attendance(booking, session, AttendanceStatus.ATTENDED, by=by, now=now)
    return booking


def flags_for(
    service: Service, session: Session, people: int, now: datetime, *, although_full: bool = False
) -> list[FlowFlag]:
    """What has to be switched off for so many to come in now."""
    needed = {
        FlowFlag.IGNORE_BOOKING_WINDOW: bool(violations(service, session.starts_at, now)),
        FlowFlag.IGNORE_PARTICIPANTS_LIMIT: people > service.policy.max_participants,
        FlowFlag.SKIP_SELECTED_PAYMENT_OPTION_VALIDATION: not service.pay_in_person,
        FlowFlag.SKIP_AVAILABILITY_VALIDATION: although_full,
    }
    return [flag for flag, is_needed in needed.items() if is_needed]
