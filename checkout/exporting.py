"""All that is kept about one person, as plain data for a file of JSON.

Money comes with its amounts and days, without the provider's own numbers and addresses.
"""

from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet

from bookings.messages.recipients import TO_OWNER
from bookings.models import Booking, Contact, Message, OptOut
from checkout.exporting_plans import coupons_of, plans_of
from checkout.models import Order, OrderLine

FORMAT = 1
BOOKING = (
    *("code", "kind", "status", "title", "starts_at", "ends_at", "time_zone", "resource_name", "location_text"),
    *("total_participants", "first_name", "last_name", "email", "phone", "phone_as_typed", "contact_time_zone"),
    *("language", "answers", "send_sms_reminder", "sms_consent_at", "payment_status", "selected_payment_option"),
    *(
        "price",
        "price_text",
        "discount",
        "tax_rate",
        "deposit",
        "amount_authorised",
        "amount_paid",
        "amount_refunded",
        "amount_retained",
        "credits",
        "credits_kept",
    ),
    *("policy", "cancel_until", "reschedule_until", "extended_fields", "created_by", "created_at", "updated_at"),
)
CONTACT = ("first_name", "last_name", "email", "phone", "time_zone", "language", "created_at")
MESSAGE = ("kind", "channel", "recipient", "state", "reason", "facts", "due_at", "sent_at", "delivered_at")
PAYMENT = ("currency", "amount_captured", "purpose", "gateway", "created_at", "captured_at")
REFUND = ("amount", "reason", "state", "by_hand", "created_at", "done_at")
EVENT = ("revision", "kind", "at", "by", "reason")


def export(contact: Contact, rows: QuerySet[Booking]) -> dict[str, Any]:
    """`rows`: which bookings; a member's are `own_bookings`, an owner gives all that are erased together.

    Fixed in its number of queries, whatever the number of bookings.
    """
    related = ("choices", "events", "messages", "attendances__session", "waiting", "offers")
    bookings = list(rows.order_by("starts_at", "pk").prefetch_related(*related))
    phones = {booking.phone for booking in bookings if booking.phone} | ({contact.phone} if contact.phone else set())
    return {
        "format": FORMAT,
        "contact": _of(contact, CONTACT),
        "bookings": [_booking(booking) for booking in bookings],
        "orders": _orders(contact, bookings),
        "plans": plans_of(contact),
        "coupons": coupons_of(contact),
        "no_texts": [
            _of(row, ("phone", "stopped_at", "resumed_at")) for row in OptOut.objects.filter(phone__in=phones)
        ],
    }


def _of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    """What JSON has no word for: a zone by its name, a number as text."""
    if hasattr(value, "key"):
        return value.key
    return str(value) if hasattr(value, "as_e164") else value


def _booking(booking: Booking) -> dict[str, Any]:
    waiting = getattr(booking, "waiting", None)
    return _of(booking, BOOKING) | {
        "owners_words": booking.words,
        "choices": [_of(choice, ("name", "price", "participants")) for choice in booking.choices.all()],
        "history": [_of(event, EVENT) for event in booking.events.all()],
        "messages": [_of(message, MESSAGE) for message in _to_customer(booking)],
        "attendance": [
            _of(note, ("status", "attended", "set_at")) | {"starts_at": note.session.starts_at}
            for note in booking.attendances.all()
        ],
        "waitlist": _of(waiting, ("joined_at", "rank", "offered_at", "text_offers")) if waiting else None,
        "offers": [
            _of(offer, ("state", "participants", "created_at", "expires_at")) for offer in booking.offers.all()
        ],
    }


def _to_customer(booking: Booking) -> list[Message]:
    """What went to the business is the business's."""
    return [message for message in booking.messages.all() if message.kind not in TO_OWNER]


def _orders(contact: Contact, bookings: list[Booking]) -> list[dict[str, Any]]:
    """Each with the lines that are this person's and what was paid for them; attempts too where all of it is."""
    own = Q(booking__in=[booking.pk for booking in bookings]) | Q(membership__contact=contact)
    mine = Prefetch("lines", OrderLine.objects.filter(own).select_related("booking").order_by("pk"), to_attr="mine")
    related = (mine, "mine__refunds", "mine__retained", "mine__shares__payment", "checkout__payments")
    orders = Order.objects.filter(pk__in=OrderLine.objects.filter(own).values("order")).order_by("created_at", "pk")
    counted = orders.annotate(all_lines=Count("lines")).select_related("checkout")
    return [_order(order) for order in counted.prefetch_related(*related)]


def _order(order: Any) -> dict[str, Any]:
    whole = len(order.mine) == order.all_lines
    return {
        "number": order.number,
        "ordered_at": order.created_at,
        **_of(order, ("currency", "coupon_code", "seller_name", "seller_number", "seller_address")),
        "lines": [_line(line) for line in order.mine],
        "payments": [
            _of(payment, (*PAYMENT, "number", "amount", "state")) for payment in order.checkout.payments.all() if whole
        ],
    }


def _line(line: OrderLine) -> dict[str, Any]:
    return _of(line, ("title", "participants", "amount", "discount", "tax_rate", "due_now")) | {
        "booking": line.booking.code if line.booking else "",
        "paid": [{"amount": share.amount} | _of(share.payment, PAYMENT) for share in line.shares.all()],
        "refunds": [_of(refund, REFUND) for refund in line.refunds.all()],
        "kept": [_of(kept, ("amount", "reason", "created_at")) for kept in line.retained.all()],
    }
