"""What the mail about a refund is told."""

from typing import Any

from bookings.balance import due
from bookings.models import Booking
from checkout.models import Refund, RefundState
from checkout.reasons import in_own_words
from services.wording import money


def refund_facts(refund: Refund, booking: Booking, currency: str) -> dict[str, Any]:
    """For `bookings.messages.plan`, what does not hold left out. What the bank had refused came by whatever way the
    owner found; what else did not come by the bank came in person."""
    left, refused = due(booking), refund.by_hand and _was_refused(refund)
    facts = {
        "refund": money(refund.amount, currency),
        "due": money(left, currency) if left else "",
        "words": in_own_words(refund.reason) if refund.asked_by_id else "",
        "in_person": refund.by_hand and not refused,
        "another_way": refused,
    }
    return {name: value for name, value in facts.items() if value}


def _was_refused(refund: Refund) -> bool:
    refused = Refund.objects.filter(payment=refund.payment_id, line=refund.line_id, amount=refund.amount)
    return refused.filter(state=RefundState.REPLACED).exists()
