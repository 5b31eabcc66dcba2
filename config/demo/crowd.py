"""Who comes to the classes and the course: one class nearly full, one full with people waiting."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random

from django.db.models import QuerySet

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.balance import due
from bookings.lifecycle import Details, confirm_or_decline_booking, create_booking, record_payment
from bookings.models import Booking, Session
from bookings.waitlist import register
from config.demo.customers import customer
from config.demo.groups import BACK_SCHOOL, CIRCUIT, PILATES, YOGA
from config.demo.money import Wish, go_through_checkout
from services.models import Schedule, Service

PAST_DAYS, COMING_DAYS = 14, 14
A_DATE = (0, 2)  # bookings
IN_COURSE, WAIT = 7, 3
VISITOR, SYSTEM = Actor.visitor(), Actor.system()


@dataclass
class Crowd:
    """Booked the way customers would, each before the session and before now."""

    now: datetime
    rng: Random
    known: defaultdict[int, set[str]] = field(default_factory=lambda: defaultdict(set))

    def tell(self) -> Iterator[str]:
        """Makes the bookings; yields what is under way, in words."""
        yield "People in classes."
        span = (self.now - timedelta(days=PAST_DAYS), self.now + timedelta(days=COMING_DAYS))
        for session in self._sessions(YOGA, PILATES, CIRCUIT).filter(starts_at__range=span):
            for _ in range(self.rng.randint(*A_DATE)):
                self._come(session, self._party(session))
        yield "One class nearly full, and one with people waiting."
        self._fill(self._soon(YOGA), leave=1)
        full = self._soon(PILATES)
        self._fill(full, leave=0)
        for number in range(WAIT):
            at = self.now - timedelta(minutes=50 - 10 * number)
            register(full, self._somebody(full.pk), by=VISITOR, now=at, total_participants=1)
        yield "A course of twelve dates."
        course = Service.objects.select_related("schedule", "policy").get(slug=BACK_SCHOOL)
        for _ in range(IN_COURSE):
            self._enrol(course, course.schedule)

    def _sessions(self, *slugs: str) -> QuerySet[Session]:
        sessions = Session.objects.select_related("service__policy").prefetch_related("service__variants")
        return sessions.filter(service__slug__in=slugs)

    def _soon(self, slug: str) -> Session:
        """The first from the day after tomorrow on."""
        return self._sessions(slug).filter(starts_at__gt=self.now + timedelta(days=2))[0]

    def _at(self, session: Session) -> datetime:
        """When it is booked: some days ahead, and never later than an hour ago."""
        ahead = timedelta(days=self.rng.randint(1, 6), minutes=self.rng.randrange(600))
        return min(session.starts_at - ahead, self.now - timedelta(minutes=self.rng.randint(60, 20 * 60)))

    def _somebody(self, session: int) -> Details:
        """Who has not booked that session yet; 0: the course."""
        while True:
            found = customer(self.rng, at_home=False, questions=[])
            if found.email not in self.known[session]:
                self.known[session].add(found.email)
                return found

    def _party(self, session: Session) -> int | dict[int, int]:
        """A family of adults and children where there are choices."""
        assert session.service is not None  # noqa: S101 - a class has one
        variants = list(session.service.variants.all())
        return {each.pk: self.rng.randint(1, 2) for each in variants} or self.rng.choice([1, 1, 2])

    def _fill(self, session: Session, *, leave: int) -> None:
        taken = sum(session.bookings.filter(takes_places=True).values_list("total_participants", flat=True))
        for _ in range(session.capacity - taken - leave):
            self._come(session, 1)

    def _come(self, session: Session, party: int | dict[int, int]) -> None:
        assert session.service is not None  # noqa: S101 - a class has one
        at = self._at(session)
        booking = create_booking(
            service=session.service,
            slot=Slot(session.service.pk, session_id=session.pk),
            details=self._somebody(session.pk),
            total_participants=party if isinstance(party, int) else None,
            participants_choices=None if isinstance(party, int) else party,
            by=VISITOR,
            now=at,
        )
        self._settle(booking, at)

    def _enrol(self, course: Service, schedule: Schedule) -> None:
        at = self.now - timedelta(days=self.rng.randint(1, 10), minutes=self.rng.randrange(600))
        booking = create_booking(
            service=course, schedule=schedule, details=self._somebody(0), total_participants=1, by=VISITOR, now=at
        )
        self._settle(booking, at)

    def _settle(self, booking: Booking, at: datetime) -> None:
        """Through the checkout; who has been there has paid."""
        then = at + timedelta(minutes=3)
        booking = go_through_checkout(booking, Wish(online=self.rng.random() < 0.5), now=then)
        booking = confirm_or_decline_booking(booking, by=SYSTEM, now=then)
        if booking.ends_at <= self.now and due(booking):
            record_payment(booking, by=SYSTEM, now=booking.ends_at, in_person=due(booking))
