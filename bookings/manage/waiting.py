"""The page of a booking that is on the waitlist: where it stands, what is offered, what comes next (domain.md
section 7)."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.lifecycle.party import party_in
from bookings.manage.faces import Head
from bookings.manage.people import party_words
from bookings.models import Booking, Offer, OfferState
from bookings.offers import offers_from
from bookings.places import Places, Pool, places_of
from services import wording


@dataclass(frozen=True, slots=True)
class WaitingPart:
    """`head`: in place of the face's own. `until`: the clock up to which the offer stands, nothing without one.
    `before`: what became of the last one. `book_url`: where a place that is everybody's can be booked. `offers_from`:
    by night, the clock at which offers go out again. `people`: how many places it waits for. `offer`: its id."""

    minutes: str
    head: Head | None = None
    until: str = ""
    zone: str = ""
    before: str = ""
    book_url: str = ""
    offers_from: str = ""
    people: str = ""
    offer: int = 0


def waiting_part(booking: Booking, now: datetime) -> WaitingPart:
    last = booking.offers.order_by("created_at", "pk").last()
    minutes = wording.minutes_long(booking.terms.waitlist_offer_minutes)
    people = party_words(party_in(booking))
    if last is not None and last.state == OfferState.RUNNING and last.expires_at > now:
        until = wording.clock(last.expires_at, booking.zone)
        head = Head("ask", _("A place is yours until %(clock)s") % {"clock": until})
        zone = wording.zone_label(last.expires_at, booking.zone)
        return WaitingPart(minutes, head, until, zone, people=people, offer=last.pk)
    found = places_of(Pool(session_id=booking.session_id), now)
    before = _before(booking, last, found, now) if last is not None else ""
    wakes_at = offers_from(booking.session, now) if booking.session else None
    clock = wording.clock(wakes_at, booking.zone) if wakes_at else ""
    return WaitingPart(minutes, before=before, book_url=_book_url(booking, found), offers_from=clock, people=people)


def _before(booking: Booking, last: Offer, found: Places | None, now: datetime) -> str:
    """A place that was not taken in time, or passed on: whose it is now, and what that means for this booking."""
    words = {"moment": wording.moment(last.expires_at, booking.zone, now)}
    if last.state == OfferState.PASSED:
        said = _("You passed the last place on.")
    else:
        said = _("The place that was yours until %(moment)s was not taken in time.") % words
    if found is not None and found.open >= booking.total_participants:
        return said
    return said + " " + _("It went to the next in line. You still wait, behind those who were not asked yet.")


def _book_url(booking: Booking, found: Places | None) -> str:
    if found is None or found.open < booking.total_participants or booking.service.hidden:
        return ""
    address = reverse("bookings:service", args=[booking.service.slug])
    return f"{address}?n={booking.total_participants}&s={booking.session_id}"
