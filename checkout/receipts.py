"""Orders as their customers may see them: which lines of which order are somebody's own."""

from django.db.models import Prefetch, Q, QuerySet

from bookings.members import own_bookings
from bookings.models import Booking, Contact
from checkout.lines import with_sums
from checkout.models import Order, OrderLine

PAGE = 20


def orders_of(contact: Contact) -> QuerySet[Order]:
    """Newest first, each with `own_lines`: of an order some of whose bookings were passed on, the others are no
    business of this member."""
    own = Q(booking__in=own_bookings(contact)) | Q(membership__contact=contact)
    lines = with_sums(OrderLine.objects.filter(own)).prefetch_related("retained").order_by("booking__starts_at", "pk")
    orders = Order.objects.filter(pk__in=OrderLine.objects.filter(own).values("order"))
    return orders.order_by("-created_at", "-pk").prefetch_related(Prefetch("lines", lines, to_attr="own_lines"))


def find_order(contact: Contact, number: str) -> Order | None:
    """By the number on the receipt."""
    _year, _dash, last = number.partition("-")
    if not (last.isascii() and last.isdecimal() and len(last) < 19):
        return None
    order = orders_of(contact).filter(pk=int(last)).first()
    return order if order is not None and order.number == number else None


def order_of(booking: Booking) -> Order | None:
    """The booking's latest order with `own_lines`, for whoever has its link: beside its own line those of the same
    contact with the same address."""
    theirs = Q(booking__contact=booking.contact_id, booking__email__iexact=booking.email, booking__erased_at=None)
    of_contact = theirs if booking.contact_id is not None else Q(pk__in=[])
    lines = (
        with_sums(OrderLine.objects.filter(Q(booking=booking) | of_contact))
        .prefetch_related("retained")
        .order_by("booking__starts_at", "pk")
    )
    orders = Order.objects.filter(lines__booking=booking).order_by("-pk")
    return orders.prefetch_related(Prefetch("lines", lines, to_attr="own_lines")).first()
