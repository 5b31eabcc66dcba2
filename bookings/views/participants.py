"""Changing how many people come: what it would cost is shown first, and what was shown is what is done."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from bookings import links
from bookings.actors import Actor
from bookings.change_forms import PeopleForm
from bookings.context import current_business
from bookings.errors import BookingError, InvalidRequest, RevisionConflict
from bookings.lifecycle import update_number_of_participants
from bookings.lifecycle.participants import check_party
from bookings.lifecycle.party import party_in
from bookings.lifecycle.party_change import PartyTerms, party_after, party_terms
from bookings.limits import limited
from bookings.manage.people import party_words, people_offer, preview, seen_of
from bookings.members import actor_of
from bookings.models import Booking
from bookings.views.manage import page_response
from bookings.views.personal import SeeOther, with_all, with_booking

TEMPLATE = "bookings/participants.html"
BY = Actor.visitor()


@require_http_methods(["GET", "HEAD", "POST"])
@limited("participants", per_minute=20)
@with_booking
def change(request: HttpRequest, booking: Booking) -> HttpResponse:
    """A form; sent once it comes back with what it would cost, sent with that it is done."""
    business, now = current_business(request), timezone.now()
    booking = with_all(booking)
    offer = people_offer(booking, business, now)
    if offer is None or not offer.open:
        return _closed(request, booking, offer.sentence if offer else _("The number can't be changed any more."))
    form = _form_of(request, booking)
    if not form.is_bound:
        return _page(request, booking, form)
    if not form.is_valid():
        return _page(request, booking, form, status=422)
    try:
        if form.cleaned_data["revision"] != booking.revision:
            raise RevisionConflict
        terms = _terms(booking, form)
        if form.cleaned_data["seen"] != seen_of(terms):
            return _page(request, booking, form, terms=terms)
        by, revision = actor_of(request, booking), form.cleaned_data["revision"]
        update_number_of_participants(booking, **form.party(), by=by, now=now, revision=revision)
    except RevisionConflict as error:
        return _asked_again(request, booking, str(error))
    except BookingError as error:
        form.refuse(error, party_in(booking))
        return _page(request, booking, form, status=409)
    return SeeOther(links.path(booking))


def _form_of(request: HttpRequest, booking: Booking) -> PeopleForm:
    sent = request.POST if request.method == "POST" else None
    currency = current_business(request).currency
    return PeopleForm(sent, booking=booking, currency=currency, most=booking.terms.max_participants)


def _terms(booking: Booking, form: PeopleForm) -> PartyTerms:
    """Raises as the verb would; whether there are places is asked again when it is done."""
    now, party = timezone.now(), form.party()
    after = party_after(booking, party.get("total_participants"), party.get("participants_choices"))
    if after == party_in(booking):
        raise InvalidRequest(_("That is the number it has. Choose another, or leave it as it is."))
    terms = party_terms(booking, after, by=BY, now=now)
    check_party(booking, terms, by=BY, now=now)
    return terms


def _page(
    request: HttpRequest,
    booking: Booking,
    form: PeopleForm,
    *,
    terms: PartyTerms | None = None,
    status: int = 200,
    notice: str = "",
) -> HttpResponse:
    context = {
        "form": form,
        "booking": booking,
        "token": links.token(booking),
        "now": party_words(party_in(booking)),
        "preview": preview(booking, terms, current_business(request)) if terms else None,
        "notice": notice,
    }
    return render(request, TEMPLATE, context, status=status)


def _asked_again(request: HttpRequest, booking: Booking, notice: str) -> HttpResponse:
    """As it is now (journeys.md S23)."""
    booking = with_all(booking)
    currency = current_business(request).currency
    fresh = PeopleForm(None, booking=booking, currency=currency, most=booking.terms.max_participants)
    return _page(request, booking, fresh, status=409, notice=notice)


def _closed(request: HttpRequest, booking: Booking, why: str) -> HttpResponse:
    if request.method != "POST":
        return SeeOther(links.path(booking))
    return page_response(request, booking, status=409, notice=why)
