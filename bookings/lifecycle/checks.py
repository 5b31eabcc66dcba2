"""What is asked before a booking is made: the window, the party, the way to pay, and whether it is still free."""

from collections.abc import Collection
from datetime import datetime, timedelta

from bookings import errors
from bookings.availability import Own, open_starts
from bookings.holds import covers
from bookings.lifecycle.party import Party
from bookings.lifecycle.targets import Target
from bookings.models import Hold
from bookings.places import refuse_if_full
from bookings.refusals import refuse_course, refuse_violations
from bookings.states import FlowFlag, PaymentOption
from services.models import Business, Service

_ONE_SECOND = timedelta(seconds=1)


def check(
    service: Service,
    target: Target,
    party: Party,
    payment_option: str,
    flow_control: Collection[FlowFlag],
    now: datetime,
) -> None:
    """Raises TooManyParticipants, PaymentOptionNotSupported and the errors of the booking window."""
    if party.total > service.policy.max_participants and FlowFlag.IGNORE_PARTICIPANTS_LIMIT not in flow_control:
        raise errors.TooManyParticipants
    if FlowFlag.IGNORE_BOOKING_WINDOW not in flow_control:
        if target.course is not None:
            refuse_course(service, target.course, now)
        else:
            refuse_violations(service, target.start, now)
    offered = {
        PaymentOption.UNDEFINED: True,
        PaymentOption.ONLINE: service.pay_online,
        PaymentOption.OFFLINE: service.pay_in_person,
        PaymentOption.MEMBERSHIP: service.pay_by_plan,
        PaymentOption.MEMBERSHIP_OFFLINE: service.pay_by_plan,
    }
    if (
        not offered[PaymentOption(payment_option)]
        and FlowFlag.SKIP_SELECTED_PAYMENT_OPTION_VALIDATION not in flow_control
    ):
        raise errors.PaymentOptionNotSupported


def _refuse_beyond_horizon(target: Target, now: datetime, business: Business) -> None:
    """A course is sold whole, however long it is. Raises SessionNotFound."""
    if target.session is not None and target.start >= now + timedelta(days=business.horizon_days):
        raise errors.SessionNotFound


def check_free(
    service: Service, target: Target, party: Party, hold: Hold | None, now: datetime, business: Business
) -> None:
    """By the same questions that offered it; a live hold of one's own for just this has asked already.

    Raises SlotNotAvailable, SessionNotFound, SessionCapacityExceeded, ScheduleCapacityExceeded.
    """
    live = hold if hold and hold.expires_at > now else None
    if target.pool is not None:
        if (
            live
            and live.participants >= party.total
            and (live.session, live.schedule)
            == (
                target.session,
                target.schedule,
            )
        ):
            return
        _refuse_beyond_horizon(target, now, business)
        refuse_if_full(service.kind, target.pool, party.total, now, hold_id=hold.pk if hold else None)
        return
    location_id = target.location.pk if target.location else None
    if live and covers(live, service.pk, target.start, target.chosen, location_id):
        return
    found = open_starts(
        service,
        target.start,
        target.start + _ONE_SECOND,
        resources=target.chosen,
        location=target.location,
        now=now,
        business=business,
        own=Own(hold_id=hold.pk if hold else None),
    )
    if int(target.start.timestamp()) not in found.starts:
        raise errors.SlotNotAvailable
