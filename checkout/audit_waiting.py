"""Money, plans and notices that wait for nobody any more (domain.md section 13, rule 2)."""

from datetime import datetime

from services.sql import asked

_RESERVED_NOWHERE = """
SELECT count(*) FROM bookings_booking b
WHERE b.amount_authorised > 0 AND NOT EXISTS (
    SELECT 1 FROM checkout_payment p JOIN checkout_checkoutline l ON l.checkout_id = p.checkout_id
    WHERE l.booking_id = b.id AND p.state = 'authorised')
"""
# Decided long ago: what is reserved should have been taken or let go.
_RESERVED_STILL = """
SELECT count(*) FROM checkout_payment p
WHERE p.state = 'authorised' AND p.updated_at < %(before)s AND EXISTS (
    SELECT 1 FROM checkout_checkoutline l JOIN bookings_booking b ON b.id = l.booking_id
    WHERE l.checkout_id = p.checkout_id AND b.status IN ('confirmed', 'declined', 'canceled')
      AND b.updated_at < %(before)s)
"""
_NOTICES = "SELECT count(*) FROM checkout_webhookevent WHERE handled_at IS NULL AND received_at < %(before)s"
_REFUSED = """
SELECT count(*) FROM checkout_payment p
WHERE EXISTS (SELECT 1 FROM checkout_refund r WHERE r.payment_id = p.id AND r.state = 'failed')
  AND p.amount_captured <= (SELECT sum(r.amount) FROM checkout_refund r WHERE r.payment_id = p.id AND r.state = 'done')
"""
# Of payments that the line has shares of: a surplus that went back was never the plan's.
_PLANS = """
SELECT count(*) FROM checkout_membership m JOIN checkout_orderline l ON l.membership_id = m.id
WHERE m.ended_at IS NULL
  AND (SELECT sum(s.amount) FROM checkout_share s WHERE s.line_id = l.id) <=
      (SELECT sum(r.amount) FROM checkout_refund r WHERE r.line_id = l.id AND r.state = 'done' AND EXISTS (
          SELECT 1 FROM checkout_share s WHERE s.payment_id = r.payment_id AND s.line_id = l.id))
"""


def reserved_nowhere() -> int:
    """Bookings that say that money is reserved for them, and no payment does."""
    return _count(_RESERVED_NOWHERE)


def reserved_still(before: datetime) -> int:
    """Payments whose booking was decided before that, and that are only reserved."""
    return _count(_RESERVED_STILL, before)


def notices_waiting(before: datetime) -> int:
    """Those that came before that and have had no effect."""
    return _count(_NOTICES, before)


def refused_for_nothing() -> int:
    """Payments all of which went back, and that still have a refund for the owner to solve."""
    return _count(_REFUSED)


def plans_given_back() -> int:
    """Plans whose money went back, all of it, and that still pay for bookings."""
    return _count(_PLANS)


def _count(statement: str, before: datetime | None = None) -> int:
    ((count,),) = asked(statement, {"before": before} if before else {})
    return int(count)
