"""Sessions as an owner reads them, and who has booked one."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Sum, When
from django.db.models.functions import Coalesce
from django.utils.html import format_html
from django.utils.translation import gettext as _

from bookings.admin.wording import mark, payment, state, with_business
from bookings.balance import overpaid
from bookings.line import LEFT_WAITLIST, TAKEN_OFF_WAITLIST, WAITLIST_CLOSED, line_of
from bookings.models import Booking, BookingEvent, Session, SessionKind, Waiting
from bookings.places import places_of
from bookings.sessions.locking import BOOKED, pool_of_session
from bookings.states import FINAL, Status
from services.models import Business
from services.wording import money

ONLY_WAITED = (LEFT_WAITLIST, TAKEN_OFF_WAITLIST, WAITLIST_CLOSED)  # reasons with which a waiting ends


def rows_of(sessions: QuerySet[Session]) -> QuerySet[Any]:
    """Each with `places`, `taken`, `waiting`, whom it occupies, and the business's zone; from a fixed number of
    queries."""
    taking = Booking.objects.filter(takes_places=True).order_by()
    of_class = taking.filter(session=OuterRef("pk")).values("session").annotate(n=Sum("total_participants"))
    of_course = taking.filter(schedule=OuterRef("schedule")).values("schedule").annotate(n=Sum("total_participants"))
    is_course = Q(kind=SessionKind.COURSE)
    line = Q(waiting__booking__status=Status.WAITING_LIST)
    rows = sessions.filter(kind__in=BOOKED).annotate(
        taken=Coalesce(
            Case(
                When(is_course, then=Subquery(of_course.values("n")[:1])), default=Subquery(of_class.values("n")[:1])
            ),
            0,
            output_field=IntegerField(),
        ),
        places=Case(
            When(is_course, then=Coalesce(F("schedule__capacity"), F("service__default_capacity"))),
            default=F("capacity"),
        ),
        waiting_count=Count("waiting", filter=line),
    )
    return with_business(rows.select_related("service", "location").prefetch_related("occupancies__resource"))


def zone_of_row(session: Any) -> ZoneInfo:
    """The place's own, or the business's."""
    own = session.location.time_zone if session.location else None
    business = session.business_zone
    return own or (ZoneInfo(str(business)) if business else Business.objects.current().zone)


def people_of(session: Session) -> str:
    """People before rooms, by name."""
    who = {row.resource for row in session.occupancies.all()}
    return ", ".join(each.name for each in sorted(who, key=lambda each: (each.kind != "staff", each.name)))


def taken_of(session: Any) -> str:
    """ "5 of 8", and how many that is too many."""
    words = {"taken": session.taken, "places": session.places, "over": session.taken - session.places}
    if session.taken > session.places:
        return _("%(taken)s of %(places)s, %(over)s too many") % words
    return _("%(taken)s of %(places)s") % words


def state_of(session: Session, now: datetime) -> str:
    """As HTML: its mark and its word, and whether it is as its weekly rule has made it."""
    if session.called_off_at is not None:
        return mark("no", _("called off"))
    word = mark("done", _("over")) if session.ends_at <= now else mark("ok", _("takes place"))
    exception = _("changed by hand") if session.edited else _("added by hand") if session.rule_id is None else ""
    return format_html("{}<small>{}</small>", word, exception) if exception else word


def bookings_of(session: Session) -> list[tuple[Any, str, str]]:
    """Of it or of its course, with state and payment in words, those that stand first; who waits, or only waited, is
    not among them."""
    pool = pool_of_session(session)
    waited = BookingEvent.objects.filter(booking=OuterRef("pk"), reason__in=ONLY_WAITED)
    rows = Booking.objects.of_pool(pool.session_id, pool.schedule_id).exclude(status=Status.WAITING_LIST)
    rows = rows.exclude(Q(status__in=FINAL) & Exists(waited))
    stands = Case(When(status__in=FINAL, then=1), default=0, output_field=IntegerField())
    found = with_business(rows).order_by(stands, "created_at")
    return [(booking, state(booking), _money(booking)) for booking in found]


def _money(booking: Any) -> str:
    """Of a booking that has ended, what still goes back."""
    back = overpaid(booking)
    if booking.status not in FINAL or not back:
        return payment(booking)
    return _("%(amount)s goes back") % {"amount": money(back, booking.business_currency)}


def line_in(session: Session) -> list[Waiting]:
    return list(line_of(session.pk)) if session.kind == SessionKind.CLASS else []


def places_words(session: Session, now: datetime) -> str:
    """ "5 of 8 places taken, 2 held for people who are booking, 1 offered to who waits"."""
    found = places_of(pool_of_session(session), now)
    if found is None:
        return ""
    said = [_("%(taken)s of %(capacity)s places taken") % {"taken": found.taken, "capacity": found.capacity}]
    if found.held:
        said.append(_("%(count)s held for people who are booking") % {"count": found.held})
    if found.offered:
        said.append(_("%(count)s offered to who waits") % {"count": found.offered})
    return ", ".join(said)


def made_by(session: Session) -> str:
    """The weekly rule that it follows, or does not any more."""
    if session.rule is None:
        return _("by hand")
    if session.edited:
        return _("%(rule)s; changed by hand, so the rule leaves it as it is") % {"rule": session.rule}
    return str(session.rule)


def decided(session: Session) -> str:
    """Of one that is called off: what becomes of the money, and the owner's words."""
    if session.called_off_at is None:
        return ""
    said = session.calling_off.get("words", "")
    if session.kind == SessionKind.COURSE and not session.calling_off.get("course"):
        return said
    what = _("the money goes back") if session.calling_off.get("refund") else _("the business keeps the money")
    return f"{what}. {said}" if said else f"{what}."
