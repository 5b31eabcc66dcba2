"""create_order: what was bought, from the moment its checkout completes (domain.md section 12)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from bookings.models import Booking
from bookings.states import PaymentOption
from checkout.models import Checkout, CheckoutLine, Order, OrderLine, Payment
from checkout.operations.memberships import start_membership
from checkout.plan_terms import chosen
from checkout.pricing import ZERO
from services.models import Business


def create_order(
    checkout: Checkout, payment: Payment | None, *, now: datetime, lines: Sequence[CheckoutLine] = ()
) -> Order:
    """The order of a completed checkout, a line for each booking or plan; the same one if there is one.

    Under the checkout's lock. `lines`, with their bookings, spares reading them.
    """
    known = Order.objects.filter(checkout=checkout).first()
    read = lines or checkout.lines.select_related("booking", "plan").order_by("pk")
    return known or write_order(checkout, payment, read, now)


def write_order(
    checkout: Checkout,
    payment: Payment | None,
    lines: Iterable[CheckoutLine],
    now: datetime,
    business: Business | None = None,
) -> Order:
    """`create_order` where there is none yet for sure; `business` spares reading it.

    Money that came late is for the discounted price too, although its code is free again: the order names the code
    all the same, and since its money goes back, the use is not counted anew.
    """
    business = business or Business.objects.current()
    use = checkout.coupon_uses.select_related("coupon").order_by("used_at", "pk").last() if checkout.discount else None
    order = Order.objects.create(
        checkout=checkout,
        currency=checkout.currency,
        total=checkout.total,
        discount=checkout.discount,
        coupon_code=use.coupon.code if use else "",
        seller_name=business.legal_name or business.name,
        seller_number=business.tax_number,
        seller_address=business.address,
        created_at=now,
    )
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            amount=line.total,
            discount=line.discount,
            due_now=line.due_now if payment is not None else 0,
            **_what(line, checkout, now),
        )
        for line in lines
    )
    return order


def _what(line: CheckoutLine, checkout: Checkout, now: datetime) -> dict[str, Any]:
    """What was bought with the line; a plan is its buyer's from now on."""
    if line.booking is not None:
        booking = line.booking
        people = booking.total_participants
        return {"booking": booking, "title": booking.title, "participants": people, "tax_rate": booking.tax_rate}
    if line.plan is None or checkout.contact is None:
        raise ValueError("A line is of a booking, or of a plan that somebody buys.")
    terms = chosen(line)
    membership = start_membership(line.plan, checkout.contact, terms, now=now)
    return {"membership": membership, "title": terms.name, "tax_rate": terms.tax_rate}


def line_of(booking: Booking, *, now: datetime) -> OrderLine:
    """The line of the booking's order, its checkout locked; one that never went through a checkout gets its order
    now.

    The caller has locked the booking. A checkout that was left open is completed by it.
    """
    known = OrderLine.objects.select_related("order").filter(booking=booking).order_by("-pk").first()
    if known is not None:
        known.order.checkout = Checkout.objects.select_for_update(no_key=True).get(pk=known.order.checkout_id)
        return known
    of_booking = Checkout.objects.filter(lines__booking=booking, completed_at=None).values("pk")
    checkout = Checkout.objects.select_for_update(no_key=True).filter(pk__in=of_booking).first()
    if checkout is None or checkout.lines.count() > 1:
        checkout = _checkout_for(booking, now)
    checkout.option, checkout.completed_at = PaymentOption.OFFLINE, now
    checkout.save(update_fields=["option", "completed_at"])
    line = create_order(checkout, None, now=now).lines.get()
    return OrderLine.objects.select_related("order__checkout").get(pk=line.pk)


def _checkout_for(booking: Booking, now: datetime) -> Checkout:
    price = booking.price or ZERO
    currency = Business.objects.current().currency
    checkout = Checkout.objects.create(currency=currency, total=price, discount=booking.discount, created_at=now)
    CheckoutLine.objects.create(checkout=checkout, booking=booking, total=price, discount=booking.discount)
    return checkout
