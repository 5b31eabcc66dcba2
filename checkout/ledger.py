"""The books of money (domain.md section 13, rule 2): each booking and each payment to the cent, and all of it in one
equation. Asked of the database as it is, in one pass over each table."""

from dataclasses import dataclass, fields
from datetime import datetime
from decimal import Decimal

from services.sql import asked

# Money by booking. Nothing of a surplus payment has a share: its refunds are no booking's.
_BY_BOOKING = """
WITH share AS (
    SELECT l.booking_id AS id, sum(s.amount) AS paid, sum(s.amount) FILTER (WHERE p.gateway = 'offline') AS by_hand
    FROM checkout_share s JOIN checkout_payment p ON p.id = s.payment_id JOIN checkout_orderline l ON l.id = s.line_id
    WHERE l.booking_id IS NOT NULL GROUP BY 1),
back AS (
    SELECT l.booking_id AS id,
           sum(r.amount) FILTER (WHERE r.state = 'done') AS refunded,
           sum(r.amount) FILTER (WHERE r.state = 'done' AND p.gateway = 'offline') AS by_hand,
           sum(r.amount) FILTER (WHERE r.state IN ('requested', 'failed')) AS under_way,
           sum(r.amount) FILTER (WHERE r.state IN ('requested', 'failed') AND p.gateway <> 'offline') AS by_bank
    FROM checkout_refund r JOIN checkout_payment p ON p.id = r.payment_id JOIN checkout_orderline l ON l.id = r.line_id
    WHERE l.booking_id IS NOT NULL
      AND EXISTS (SELECT 1 FROM checkout_share s WHERE s.payment_id = r.payment_id AND s.line_id = r.line_id)
    GROUP BY 1),
kept AS (
    SELECT l.booking_id AS id, sum(k.amount) AS kept
    FROM checkout_retained k JOIN checkout_orderline l ON l.id = k.line_id
    WHERE l.booking_id IS NOT NULL GROUP BY 1),
book AS (
    SELECT b.id, b.status IN ('declined', 'canceled') AS ended, b.payment_status, b.selected_payment_option,
           b.exempt, b.price, b.updated_at, b.amount_paid, b.amount_refunded, b.amount_retained, b.amount_in_hand,
           coalesce(share.paid, 0) AS paid, coalesce(back.refunded, 0) AS refunded, coalesce(kept.kept, 0) AS kept,
           coalesce(share.by_hand, 0) - coalesce(back.by_hand, 0) AS in_hand,
           coalesce(back.under_way, 0) AS under_way, coalesce(back.by_bank, 0) AS by_bank_under_way,
           b.amount_paid - b.amount_refunded - b.amount_retained AS at_hand,
           CASE WHEN b.status IN ('declined', 'canceled') THEN b.amount_paid - b.amount_refunded - b.amount_retained
                WHEN b.status IN ('pending', 'confirmed')
                THEN greatest(b.amount_paid - b.amount_refunded - b.amount_retained - coalesce(b.price, 'infinity'), 0)
                ELSE 0 END AS too_much
    FROM bookings_booking b LEFT JOIN share USING (id) LEFT JOIN back USING (id) LEFT JOIN kept USING (id)
    WHERE b.amount_paid <> 0 OR b.amount_refunded <> 0 OR b.amount_retained <> 0 OR b.amount_in_hand <> 0
       OR share.id IS NOT NULL OR back.id IS NOT NULL OR kept.id IS NOT NULL
       OR b.payment_status IN ('paid', 'partially_paid', 'refunded'))
"""
_BOOKINGS = """
SELECT
    count(*) FILTER (WHERE amount_paid <> paid),
    count(*) FILTER (WHERE amount_refunded <> refunded),
    count(*) FILTER (WHERE amount_in_hand <> in_hand),
    count(*) FILTER (WHERE amount_retained <> kept AND updated_at < %(before)s),
    count(*) FILTER (WHERE updated_at < %(before)s AND too_much > under_way
                     AND amount_paid - amount_refunded - amount_in_hand > by_bank_under_way
                     AND NOT EXISTS (SELECT 1 FROM checkout_share s JOIN checkout_payment p ON p.id = s.payment_id
                                     JOIN checkout_orderline l ON l.id = s.line_id
                                     WHERE l.booking_id = book.id AND p.state = 'disputed')),
    count(*) FILTER (WHERE amount_paid < amount_refunded + amount_retained),
    count(*) FILTER (WHERE NOT exempt AND selected_payment_option NOT IN ('membership', 'membership_offline')
                     AND CASE payment_status WHEN 'paid' THEN NOT ended AND at_hand < price
                                             WHEN 'partially_paid' THEN amount_paid <= amount_refunded
                                             WHEN 'refunded' THEN amount_paid > amount_refunded
                                             ELSE false END),
    coalesce(sum(at_hand - too_much), 0), coalesce(sum(too_much), 0), coalesce(sum(amount_retained), 0)
FROM book
"""
# A surplus has no share: all of it is back or on its way. One of a plan has shares like any other.
_PAYMENTS = """
WITH share AS (SELECT payment_id AS id, sum(amount) AS shared FROM checkout_share GROUP BY 1),
back AS (
    SELECT payment_id AS id, sum(amount) FILTER (WHERE state = 'done') AS done,
           sum(amount) FILTER (WHERE state = 'requested') AS asked, sum(amount) FILTER (WHERE state = 'failed') AS no
    FROM checkout_refund GROUP BY 1),
money AS (
    SELECT p.id, p.state, p.amount_captured, p.updated_at, share.id IS NULL AS surplus,
           coalesce(share.shared, 0) AS shared, coalesce(back.done, 0) AS done, coalesce(back.asked, 0) AS asked,
           coalesce(back.no, 0) AS refused,
           p.purpose = 'order' AND c.completed_at IS NOT NULL AND c.completed_by_id IS DISTINCT FROM p.id AS beside
    FROM checkout_payment p JOIN checkout_checkout c ON c.id = p.checkout_id
    LEFT JOIN share ON share.id = p.id LEFT JOIN back ON back.id = p.id
    WHERE p.amount_captured <> 0 OR share.id IS NOT NULL OR back.id IS NOT NULL)
SELECT
    count(*) FILTER (WHERE NOT beside AND amount_captured <> shared OR beside AND NOT surplus),
    count(*) FILTER (WHERE done + asked > amount_captured),
    count(*) FILTER (WHERE beside AND state <> 'disputed' AND amount_captured > done + asked + refused
                     AND updated_at < %(before)s),
    count(*) FILTER (WHERE CASE state WHEN 'refunded' THEN done < amount_captured
                                      WHEN 'captured' THEN done > 0
                                      WHEN 'partly_refunded' THEN done = 0 OR done >= amount_captured
                                      WHEN 'disputed' THEN false ELSE amount_captured > 0 END),
    coalesce(sum(amount_captured), 0), coalesce(sum(done), 0),
    coalesce(sum(amount_captured - done) FILTER (WHERE surplus), 0)
FROM money
"""
_PLANS = """
SELECT coalesce((SELECT sum(s.amount) FROM checkout_share s JOIN checkout_orderline l ON l.id = s.line_id
                 WHERE l.membership_id IS NOT NULL), 0)
     - coalesce((SELECT sum(r.amount) FROM checkout_refund r JOIN checkout_orderline l ON l.id = r.line_id
                 WHERE l.membership_id IS NOT NULL AND r.state = 'done' AND EXISTS (
                     SELECT 1 FROM checkout_share s WHERE s.payment_id = r.payment_id AND s.line_id = r.line_id)), 0)
     - coalesce((SELECT sum(k.amount) FROM checkout_retained k JOIN checkout_orderline l ON l.id = k.line_id
                 WHERE l.membership_id IS NOT NULL), 0)
"""
_PLANS_KEPT = """
SELECT coalesce(sum(k.amount), 0) FROM checkout_retained k JOIN checkout_orderline l ON l.id = k.line_id
WHERE l.membership_id IS NOT NULL
"""


@dataclass(frozen=True, slots=True)
class Counts:
    """How many break each rule; all zero: the books are right."""

    paid: int
    refunded: int
    in_hand: int
    retained: int
    nowhere: int
    overdrawn: int
    status: int
    shared: int
    given_back: int
    surplus: int
    state: int


@dataclass(frozen=True, slots=True)
class Equation:
    """All that was taken, and where it is. `going_back`: too much for its booking or a surplus, not back yet."""

    captured: Decimal
    bookings: Decimal
    plans: Decimal
    refunded: Decimal
    retained: Decimal
    going_back: Decimal

    @property
    def difference(self) -> Decimal:
        return self.captured - self.bookings - self.plans - self.refunded - self.retained - self.going_back

    def figures(self) -> list[tuple[str, Decimal]]:
        return [(each.name, getattr(self, each.name)) for each in fields(self)]


def ledger(before: datetime) -> tuple[Counts, Equation]:
    """What has changed since `before` may still be on its way to where it belongs."""
    values = {"before": before}
    (bookings,), (payments,) = asked(_BY_BOOKING + _BOOKINGS, values), asked(_PAYMENTS, values)
    ((plans,),), ((plans_kept,),) = asked(_PLANS, []), asked(_PLANS_KEPT, [])
    *of_bookings, standing, too_much, kept = bookings
    *of_payments, captured, refunded, surplus = payments
    counts = Counts(*(int(count) for count in (*of_bookings, *of_payments)))
    return counts, Equation(captured, standing, plans, refunded, kept + plans_kept, too_much + surplus)
