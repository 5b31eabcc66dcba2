"""book_pick: a picked time and the person's details become a booking with its checkout."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from bookings import holds
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.errors import BookingError
from bookings.held import kept_for
from bookings.lifecycle import Details, change_contact, create_booking
from bookings.lifecycle.again import id_made_before
from bookings.models import Booking, Hold
from bookings.picks import Pick
from bookings.retrying import retried
from bookings.states import Status
from checkout.errors import AlreadyBooked
from checkout.models import Checkout
from checkout.operations.complete import complete_checkout
from checkout.operations.creating import create_checkout, new_checkout
from checkout.operations.options import checkout_options, settled_at_once
from checkout.operations.picked_places import create_of_places
from checkout.pricing import Option
from services.models import Business, Location, Service
from services.queries import zone_of


def made_from(pick: Pick) -> Booking | None:
    """The booking that this pick became, if it was sent before; of several dates the first."""
    if pick.sessions:
        return _first_of_several(pick)
    pk = id_made_before(pick.token, Actor.visitor())
    return Booking.objects.select_related("service", "service__policy", "location").get(pk=pk) if pk else None


def _first_of_several(pick: Pick) -> Booking | None:
    made = Booking.objects.select_related("service", "service__policy", "location")
    return made.filter(checkouts__token=checkout_token(pick.token)).order_by("starts_at", "pk").first()


def checkout_token(form_token: UUID) -> UUID:
    """The same for the same form, and not to be guessed from it: a pick can be read by whoever has its address."""
    return UUID(bytes=salted_hmac("checkout.token", form_token.bytes, algorithm="sha256").digest()[:16])


def hold_of(pick: Pick, visitor: str, now: datetime) -> Hold | None:
    """What keeps the picked time, place and people: the hold that the pick names, or one of the visitor's own."""
    asked = (pick.service_id, pick.start, pick.resources, pick.location_id)
    candidates = kept_for(visitor, pick.hold, pick.service_id, pick.start, now)
    return next((hold for hold in candidates if holds.covers(hold, *asked)), None)


@retried
def book_pick(
    pick: Pick,
    details: Details,
    *,
    service: Service,
    location: Location | None,
    business: Business,
    visitor: str,
    now: datetime,
    made: Booking | None = None,
) -> Checkout:
    """`made`: what `made_from` said when the page was read; one that was made since then is found out.

    The same pick again is the same booking; changed details reach it while its checkout is open.

    A hold that ran out is placed anew, with the same people, if the time is still free (journeys.md S1). Where
    nothing is to be paid online and nothing to be chosen, the checkout is completed at once (C2, C3).
    Raises AlreadyBooked, SlotNotAvailable and the errors of the booking window.
    """
    if made is None:
        try:
            with transaction.atomic():
                return _create(pick, details, service, location, business, visitor, now)
        except (IntegrityError, BookingError):
            # The same form, sent twice at once: the other one was first, and took the time.
            made = made_from(pick)
            if made is None:
                raise
    return _again(made, details, pick, now)


def _create(
    pick: Pick,
    details: Details,
    service: Service,
    location: Location | None,
    business: Business,
    visitor: str,
    now: datetime,
) -> Checkout:
    if pick.pools:
        made = create_of_places(pick, details, service, business, visitor, now)
    else:
        made = [_create_at_time(pick, details, service, location, business, visitor, now)]
    option = _paid_later(made)
    paid_later = option.payment_option if option else None
    return new_checkout(made, token=checkout_token(pick.token), now=now, business=business, paid_later=paid_later)


def _create_at_time(
    pick: Pick,
    details: Details,
    service: Service,
    location: Location | None,
    business: Business,
    visitor: str,
    now: datetime,
) -> Booking:
    hold = hold_of(pick, visitor, now)
    if hold is None or hold.booking_id is not None:
        hold = holds.place(
            service=service,
            start=pick.start,
            visitor=visitor,
            now=now,
            business=business,
            participants=pick.people,
            resources=pick.resources,
            location_id=location.pk if location else None,
        )
    return create_booking(
        service=service,
        slot=slot_of(pick, service, location, business),
        details=details,
        by=Actor.visitor(),
        now=now,
        hold=hold,
        client_token=pick.token,
        business=business,
        location=location,
        **pick.party,
    )


def _paid_later(made: Sequence[Booking]) -> Option | None:
    """The only way to pay, where it is not online."""
    return settled_at_once(checkout_options(made), made[0].service)


def _again(booking: Booking, details: Details, pick: Pick, now: datetime) -> Checkout:
    token = checkout_token(pick.token)
    own = list(Booking.objects.filter(checkouts__token=token).select_related("service").order_by("pk")) or [booking]
    if all(each.status == Status.CREATED and each.checkout_completed_at is None for each in own):
        with transaction.atomic():
            own = [change_contact(each, details, by=Actor.visitor(), now=now) for each in own]
            checkout, option = create_checkout(own, token=token, now=now), _paid_later(own)
            return complete_checkout(checkout, option, now=now) if option else checkout
    if not all(same_details(each, details) for each in own):
        raise AlreadyBooked
    return Checkout.objects.get(token=token)


def same_details(booking: Booking, details: Details) -> bool:
    """Whether these are what the booking says, apart from what the browser tells by itself."""
    told = {name: new for name, new in details.columns().items() if name not in ("contact_time_zone", "language")}
    return all(
        getattr(booking, name) == new or str(getattr(booking, name) or "") == str(new or "")
        for name, new in told.items()
    )


def slot_of(pick: Pick, service: Service, location: Location | None, business: Business) -> Slot:
    return Slot(
        service_id=service.pk,
        start=pick.start,
        end=pick.start + timedelta(minutes=service.duration_minutes),
        time_zone=zone_of(location, business).key,
        resource_id=pick.resources[0] if pick.resources else None,
        location_id=location.pk if location else None,
    )
