"""Wake-ups for what stands in rows. Each takes an id or nothing, reads anew, and does nothing the second time."""

import time
from uuid import uuid4

from celery import shared_task
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.utils import timezone

from bookings import holds, member_details, messages, sign_in, timetable
from bookings.actors import Actor
from bookings.errors import InvalidMove
from bookings.lifecycle import confirm_or_decline_booking, expire_request
from bookings.messages import outages
from bookings.models import Booking, Heartbeat
from bookings.neighbours import retest_marked
from bookings.nudges import nudge
from bookings.sessions import ending
from bookings.sweeps import each
from bookings.waitlist_sweep import sweep_waitlists

LANES, TURN, LANE_ALIVE = 4, 0.5, 20  # how many at once; seconds
_SECONDS = 15  # for going through classes: the bookings of the last one begun have as long as any sweep


@shared_task
def send_message(message_id: int) -> None:
    if messages.clock_agrees():
        messages.deliver(message_id, timezone.now())


@shared_task
def send_due_messages() -> None:
    """A short while of sending. When more is due than that, some tasks at once go on in turns as short as this one:
    nobody's answer waits behind ten thousand reminders."""
    if _send_for_a_while():
        for lane in range(LANES):
            token = uuid4().hex
            if cache.add(_lane(lane), token, LANE_ALIVE):
                nudge(send_more_messages, lane, token)


@shared_task
def send_more_messages(lane: int, token: str) -> None:
    """Until nothing is due. A lane that was lost is begun again by a tick, when it has given no sign for a while; the
    one that was late then ends."""
    if cache.get_or_set(_lane(lane), token, LANE_ALIVE) != token:
        return
    if _send_for_a_while():
        cache.set(_lane(lane), token, LANE_ALIVE)
        nudge(send_more_messages, lane, token)
    else:
        cache.delete(_lane(lane))


def _send_for_a_while() -> bool:
    """Whether to go on at once: there is more, something was sent, and no provider keeps us waiting. Otherwise it
    waits for the next tick."""
    begun = time.monotonic()
    sent = messages.sweep(timezone.now(), seconds=TURN)
    quick = time.monotonic() - begun < TURN + outages.SLOW
    return sent > 0 and quick and messages.any_due(timezone.now(), besides=outages.slow_channels())


def _lane(number: int) -> str:
    return f"messages-lane-{number}"


@shared_task
def send_sign_in_link(link_id: int) -> None:
    sign_in.deliver(link_id, timezone.now())


@shared_task
def send_sign_in_links() -> None:
    """Whatever a lost wake-up left; links that ended long ago go."""
    sign_in.sweep(timezone.now())


@shared_task
def send_address_link(key: str) -> None:
    member_details.deliver_address_link(key)


@shared_task
def forget_sessions() -> None:
    """Sign-ins that ended; Django leaves their rows."""
    SessionStore.clear_expired()


@shared_task
def tidy_holds() -> None:
    """Holds that ran out; and whoever was flagged because of one."""
    holds.sweep(timezone.now())
    retest_marked(timezone.now())


@shared_task
def extend_timetable() -> None:
    """Sessions of classes and courses as far as the horizon reaches by now."""
    timetable.extend_all(timezone.now())


@shared_task
def serve_waitlists() -> None:
    sweep_waitlists(timezone.now())


@shared_task
def heartbeat() -> None:
    Heartbeat.objects.beat("worker", timezone.now())


@shared_task
def decide_booking(booking_id: int) -> None:
    """The answer after a completed checkout; a booking that was decided meanwhile is left as it is."""
    booking = Booking.objects.waiting_for_decision().filter(pk=booking_id).first()
    if booking is not None:
        _decide(booking)


@shared_task
def decide_waiting_bookings() -> None:
    """Whatever a lost wake-up left undecided."""
    each(Booking.objects.waiting_for_decision().order_by("checkout_completed_at"), _decide)


@shared_task
def call_off(session_id: int) -> None:
    """The bookings of a class that does not take place."""
    session = ending.to_end().filter(pk=session_id).first()
    if session is not None:
        ending.end_bookings_of(session, now=timezone.now())


@shared_task
def finish_calling_off() -> None:
    """Whatever a lost wake-up or a crash has left."""
    each(ending.to_end(), lambda session: ending.end_bookings_of(session, now=timezone.now()), seconds=_SECONDS)


@shared_task
def expire_requests() -> None:
    now = timezone.now()
    each(Booking.objects.answer_ran_out(now).order_by("answer_by"), lambda booking: expire_request(booking, now=now))


def _decide(booking: Booking) -> None:
    try:
        confirm_or_decline_booking(booking, by=Actor.system(), now=timezone.now())
    except InvalidMove:
        return  # it ended between our reading and our lock: decided, only not by us
