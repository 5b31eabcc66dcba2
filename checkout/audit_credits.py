"""Do pots of credits and coupons count what was used of them (domain.md section 13, rule 2)?"""

from datetime import datetime

from services.sql import asked

_POTS = """
SELECT count(*) FROM checkout_creditpot c LEFT JOIN (
    SELECT pot_id, sum(credits) AS used FROM checkout_redemption WHERE returned_at IS NULL GROUP BY 1) r
  ON r.pot_id = c.id
WHERE c.used <> coalesce(r.used, 0)
"""
# An ended booking has those that are kept of it; what is too much goes back to its pot.
_BOOKINGS = """
SELECT count(*) FROM bookings_booking b LEFT JOIN (
    SELECT booking_id, sum(credits) AS used FROM checkout_redemption WHERE returned_at IS NULL GROUP BY 1) r
  ON r.booking_id = b.id
WHERE (b.credits <> 0 OR r.used IS NOT NULL) AND b.updated_at < %s AND coalesce(r.used, 0) <>
      CASE WHEN b.status IN ('declined', 'canceled') THEN b.credits_kept ELSE b.credits END
"""
_COUPONS = """
SELECT count(*) FROM checkout_coupon c
WHERE c.used <> (SELECT count(*) FROM checkout_couponuse u WHERE u.coupon_id = c.id AND u.released_at IS NULL)
"""


def credits_off(before: datetime) -> int:
    """How many pots, and bookings that did not change since `before`, count other credits than were taken."""
    ((pots,),), ((bookings,),) = asked(_POTS, []), asked(_BOOKINGS, [before])
    return int(pots) + int(bookings)


def coupons_off() -> int:
    ((count,),) = asked(_COUPONS, [])
    return int(count)
