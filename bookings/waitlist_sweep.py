"""What befalls a waitlist by itself: offers run out, holds give places back, morning comes, booking closes.

The waitlist of a class that is called off ends with its bookings (bookings/sessions/ending.py).
"""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from bookings import messages
from bookings.actors import Actor
from bookings.lifecycle.settling import end, lock_booking
from bookings.line import WAITLIST_CLOSED, line_of
from bookings.messages.waiting import CLOSED
from bookings.models import MessageKind, Session
from bookings.offers import closing_of, serve_waitlist
from bookings.places import Pool, lock_pools
from bookings.retrying import retried
from bookings.states import Status
from bookings.sweeps import each
from services.sql import asked

_SECONDS = 8  # for each of the three kinds of what has to be done

# Sums are made for those sessions alone in which somebody waits for a first offer of this round.
_TO_SERVE = """
    WITH line AS (
        SELECT w.session_id, min(b.total_participants) AS smallest
        FROM bookings_waiting w
        JOIN bookings_booking b ON b.id = w.booking_id AND b.status = 'waiting_list'
        JOIN bookings_session s ON s.id = w.session_id AND s.called_off_at IS NULL AND s.starts_at > %(now)s
        WHERE (w.offered_at IS NULL OR w.offered_at < s.places_freed_at)
          AND NOT EXISTS (SELECT FROM bookings_offer o WHERE o.booking_id = b.id
                          AND o.state = 'running' AND o.expires_at > %(now)s)
        GROUP BY w.session_id
    )
    SELECT s.id FROM line JOIN bookings_session s ON s.id = line.session_id
    WHERE line.smallest <= s.capacity
        - (SELECT coalesce(sum(b.total_participants), 0) FROM bookings_booking b
           WHERE b.session_id = s.id AND b.takes_places)
        - (SELECT coalesce(sum(h.participants), 0) FROM bookings_hold h
           WHERE h.session_id = s.id AND h.expires_at > %(now)s)
        - (SELECT coalesce(sum(o.participants), 0) FROM bookings_offer o
           WHERE o.session_id = s.id AND o.state = 'running' AND o.expires_at > %(now)s)
    ORDER BY s.starts_at
"""
_LAPSED = "SELECT session_id FROM bookings_offer WHERE state = 'running' AND expires_at <= %(now)s ORDER BY expires_at"
_CLOSED = """
    SELECT DISTINCT s.id FROM bookings_booking b
    JOIN bookings_session s ON s.id = b.session_id
    JOIN services_service v ON v.id = s.service_id
    JOIN services_policy p ON p.id = v.policy_id
    WHERE b.status = 'waiting_list' AND s.called_off_at IS NULL
      AND s.starts_at - make_interval(mins => coalesce(p.latest_minutes, 0)) <= %(now)s
"""


def sweep_waitlists(now: datetime) -> None:
    """Whoever waits for nothing any more is told first; then everybody whose turn it is."""
    each(_sessions(_CLOSED, now), lambda session: close_waitlist(session.pk, now=now), seconds=_SECONDS)
    each(_sessions(_LAPSED, now), lambda session: _serve(session.pk, now=now), seconds=_SECONDS)
    each(_sessions(_TO_SERVE, now), lambda session: _serve(session.pk, now=now), seconds=_SECONDS)


def _sessions(statement: str, now: datetime) -> QuerySet[Session]:
    ids = [pk for (pk,) in asked(statement, {"now": now})]
    return Session.objects.filter(pk__in=ids).order_by("starts_at")


@retried
def _serve(session_id: int, *, now: datetime) -> None:
    with transaction.atomic():
        lock_pools([Pool(session_id=session_id)])
        serve_waitlist(session_id, now=now)


@retried
def close_waitlist(session_id: int, *, now: datetime) -> int:
    """Where booking has closed, whoever waits is declined and told; how many."""
    with transaction.atomic():
        lock_pools([Pool(session_id=session_id)])
        session = Session.objects.select_related("service__policy").get(pk=session_id)
        if session.called_off_at is not None or now < closing_of(session):
            return 0
        line = list(line_of(session_id))
        for waiting in line:
            booking = lock_booking(waiting.booking)
            event = end(booking, Status.DECLINED, by=Actor.system(), now=now, reason=WAITLIST_CLOSED)
            messages.plan(MessageKind.DECLINED, booking, event=event, now=now, facts={"waitlist": CLOSED})
    return len(line)
