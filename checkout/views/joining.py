"""What the page to join a waitlist is about, read once."""

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from bookings.actors import Actor
from bookings.context import current_business
from bookings.errors import BookingError, PlaceIsFree
from bookings.lifecycle.copies import place_words
from bookings.lifecycle.targets import leader_of
from bookings.line import line_of
from bookings.members import member_of
from bookings.models import Contact, Session, SessionKind
from bookings.picker.asked import Asked, readers_zone
from bookings.picker.party import cleaned_party, party_fields, wrong_party
from bookings.picker.slips import for_whom, price_in_words
from bookings.waitlist import refusal
from checkout.forms.details import details_of_member
from checkout.forms.questions import name_of
from checkout.forms.waiting import JoinForm
from checkout.views import slips
from checkout.views.picked import REMINDED_AHEAD
from services import wording
from services.models import Business, LocationType
from services.queries import zone_of
from services.rows import ToBook, service_to_book


@dataclass
class Joining:
    """`asked`: the party, as the address or the form says it."""

    session: Session
    found: ToBook
    asked: Asked
    business: Business
    reader: ZoneInfo | None
    now: datetime
    posted: QueryDict | None
    member: Contact | None

    @property
    def zone(self) -> ZoneInfo:
        return zone_of(self.session.location, self.business)

    @property
    def party(self) -> dict[str, Any]:
        """As `register` wants it."""
        if self.asked.choices:
            return {"participants_choices": dict(self.asked.choices)}
        return {"total_participants": self.asked.people}

    @cached_property
    def wrong_party(self) -> str:
        return wrong_party(self.asked, self.found.service)

    @cached_property
    def form(self) -> JoinForm:
        start, visit = self.session.starts_at, self.found.service.location_type == LocationType.CUSTOM
        at = start - REMINDED_AHEAD
        return JoinForm(
            self.posted,
            initial=details_of_member(self.member) if self.member else None,
            now=self.now,
            questions=self.found.questions,
            region=self.business.phone_region,
            reminder=slips.moment_html(at, self.zone, self.now) if at > self.now else "",
            visit=visit,
        )

    def trouble(self) -> BookingError | None:
        return refusal(self.session, self.found.service, max(self.asked.people, 1), by=Actor.visitor(), now=self.now)

    def context(self, trouble: BookingError | None) -> dict[str, Any]:
        """`trouble`: why nobody can join now; what was typed is shown all the same."""
        service = self.found.service
        waiting = line_of(self.session.pk).count()
        return {
            "joining": self,
            "service": service,
            "url": reverse("checkout:join", args=[self.session.pk]),
            "form": self.form,
            "questions": [self.form[name_of(question)] for question in self.found.questions],
            "party": party_fields(service, self.asked, self.business.currency),
            "wrong_party": self.wrong_party if self.posted is not None else "",
            "trouble": trouble,
            "book_url": self._book_url() if isinstance(trouble, PlaceIsFree) else "",
            "times_url": service.get_absolute_url(),
            "waiting": waiting,
            "minutes": wording.minutes_long(service.policy.waitlist_offer_minutes),
            "slip": self._slip(),
        }

    def _book_url(self) -> str:
        asked = Asked(people=self.asked.people, choices=self.asked.choices, sessions=(self.session.pk,))
        return self.found.service.get_absolute_url() + asked.query()

    def _slip(self) -> dict[str, Any]:
        service, session = self.found.service, self.session
        leader, where = leader_of(session), place_words(service, session.location)
        price = price_in_words(service, self.asked, self.business.currency)
        rows = [(_("With"), leader.name if leader else ""), (_("Where"), where), *for_whom(service, self.asked)]
        return slips.when(session.starts_at, session.ends_at, self.zone, self.reader, self.now) | {
            "title": service.name,
            "note": price,
            "rows": [(term, value) for term, value in rows if value],
            "sum": (_("Price"), price),
        }


def read_joining(request: HttpRequest, session_id: int, now: datetime) -> Joining:
    """Raises Http404 for what is no class, is called off or over, or is hidden from customers."""
    sessions = Session.objects.filter(kind=SessionKind.CLASS, called_off_at=None, starts_at__gt=now)
    session = sessions.select_related("location", "service").filter(pk=session_id).first()
    if session is None or session.service is None or session.service.hidden:
        raise Http404
    found = service_to_book(session.service.pk, session.location_id)
    if found is None:
        raise Http404
    service = found.service
    service.offered_variants = found.variants  # type: ignore[attr-defined]
    session.service = service
    posted = request.POST if request.method == "POST" else None
    asked = cleaned_party(Asked.read(request.GET if posted is None else posted), service)
    business, reader = current_business(request), readers_zone(request)
    return Joining(session, found, asked, business, reader, now, posted, member_of(request))
