"""Six weeks of past and three weeks of coming bookings, each made by the verbs at the time it would have been."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random

from django.db.models import F

from bookings.actors import Actor
from bookings.availability import Slot, query_availability
from bookings.balance import due
from bookings.lifecycle import (
    cancel_booking,
    confirm_booking,
    confirm_or_decline_booking,
    create_booking,
    record_payment,
)
from bookings.models import Booking, Message, MessageState
from bookings.states import Status
from config.demo.customers import customer
from config.demo.money import Wish, go_through_checkout
from services.models import Business, LocationType, Service

PAST_DAYS, COMING_DAYS = 42, 21
PAST_A_DAY, COMING_A_DAY = (1, 3), (2, 5)
REQUESTS_TO_ANSWER = 5
VISITOR, SYSTEM = Actor.visitor(), Actor.system()


@dataclass
class Story:
    """`seed` and the day decide everything but codes and links, which are secret."""

    services: list[Service]
    now: datetime
    rng: Random
    unanswered: int = 0

    def tell(self) -> Iterator[str]:
        """Makes the bookings; yields what is under way, in words."""
        for week in range(-PAST_DAYS // 7, COMING_DAYS // 7):
            yield f"Bookings of week {week:+}." if week else "Bookings of this week."
            for day in range(7 * week, 7 * week + 7):
                for _ in range(self.rng.randint(*(COMING_A_DAY if day >= 0 else PAST_A_DAY))):
                    self._visit(self._ask_ahead(day))
        yield "Two people at the same time."
        self._double_booked()
        Message.objects.filter(state=MessageState.PLANNED, due_at__lte=self.now).update(
            state=MessageState.SENT, sent_at=F("due_at")
        )

    def _ask_ahead(self, day: int) -> tuple[int, datetime]:
        """(day of the visit, when it is booked): some days ahead, and never later than an hour ago."""
        ahead = timedelta(days=self.rng.randint(3, 12), minutes=self.rng.randrange(600))
        latest = self.now - timedelta(minutes=self.rng.randint(60, 20 * 60))
        return day, min(self.now + timedelta(days=day) - ahead, latest)

    def _visit(self, asked: tuple[int, datetime]) -> None:
        day, at = asked
        service = self.rng.choice(self.services)
        slot = self._free_slot(service, day, at)
        if slot is None:
            return
        over = slot.end <= self.now
        wish = Wish(online=self.rng.random() < 0.5 and not (over and service.policy.needs_approval))
        booking = self._book(service, slot, at, wish)
        if booking.status == Status.PENDING:
            booking = self._answer(booking, over, at)
        if booking.status == Status.CONFIRMED and self.rng.random() < 0.08 and not booking.amount_paid:
            cancel_booking(booking, by=SYSTEM, now=at + timedelta(hours=2), notify=False)
        elif booking.status == Status.CONFIRMED and over and due(booking):
            record_payment(booking, by=SYSTEM, now=booking.ends_at, in_person=due(booking))

    def _free_slot(self, service: Service, day: int, at: datetime) -> Slot | None:
        zone = Business.objects.current().zone
        date = (self.now.astimezone(zone) + timedelta(days=day)).date()
        start = datetime.combine(date, time(0), zone)
        location = self.rng.choice(list(service.locations.all()) or [None])
        chosen: list[int] = []
        group = service.requirement_groups.all()[0]
        if group.customer_chooses and self.rng.random() < 0.5:
            chosen = [self.rng.choice(list(group.resources.all())).pk]
        entries = query_availability(
            service, start, start + timedelta(days=1), resources=chosen, location=location, now=at
        )
        bookable = [entry.slot for entry in entries if entry.bookable]
        return self.rng.choice(bookable) if bookable else None

    def _book(self, service: Service, slot: Slot, at: datetime, wish: Wish) -> Booking:
        booking = self._order(service, slot, at)
        booking = go_through_checkout(booking, wish, now=at + timedelta(minutes=3))
        return confirm_or_decline_booking(booking, by=SYSTEM, now=at + timedelta(minutes=3))

    def _order(self, service: Service, slot: Slot, at: datetime) -> Booking:
        at_home = service.location_type == LocationType.CUSTOM
        questions = [question.label for question in service.questions.all()]
        return create_booking(
            service=service,
            slot=slot,
            details=customer(self.rng, at_home=at_home, questions=questions),
            total_participants=service.policy.max_participants,
            by=VISITOR,
            now=at,
        )

    def _answer(self, booking: Booking, over: bool, at: datetime) -> Booking:
        """Old requests were answered the same day; some of the recent ones still wait for the owner."""
        waits = not over and booking.answer_by is not None and booking.answer_by > self.now
        if waits and self.unanswered < REQUESTS_TO_ANSWER:
            self.unanswered += 1
            return booking
        if booking.amount_authorised:  # the provider is asked when the owner confirms, which needs a running site
            return booking
        return confirm_booking(booking, by=SYSTEM, now=at + timedelta(hours=1))

    def _double_booked(self) -> None:
        """Both paid online before either was decided: the second is row 8 of domain.md section 4."""
        service = next(each for each in self.services if each.slug == "personal-training")
        at = self.now - timedelta(hours=2)
        slot = next(filter(None, (self._free_slot(service, day, at) for day in range(2, COMING_DAYS))))
        if slot.resource_id is None:
            slot = self._with_whoever_is_free(service, slot, at)
        both = [self._order(service, slot, at) for _ in range(2)]
        for booking in both:
            paid = go_through_checkout(booking, Wish(online=True), now=at + timedelta(minutes=4))
            confirm_or_decline_booking(paid, by=SYSTEM, now=at + timedelta(minutes=4))

    def _with_whoever_is_free(self, service: Service, slot: Slot, at: datetime) -> Slot:
        """The same time with a person by name, so that the second customer can't be given to somebody else."""
        location = next((place for place in service.locations.all() if place.pk == slot.location_id), None)
        for person in service.requirement_groups.all()[0].resources.all():
            found = query_availability(service, slot.start, slot.end, resources=[person.pk], location=location, now=at)
            if found and found[0].slot.start == slot.start:
                return found[0].slot
        raise LookupError("Nobody is free at a time that was offered.")
