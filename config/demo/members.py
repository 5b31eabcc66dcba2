"""Who has bought a plan and comes with it, and who had a coupon."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db.models import QuerySet

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle import Details, confirm_or_decline_booking, create_booking
from bookings.models import Booking, Session
from checkout.models import Plan
from checkout.operations import create_checkout
from checkout.operations.buying import buy_plan, in_full
from checkout.operations.redeeming import redeem
from config.demo.customers import customer
from config.demo.groups import YOGA
from config.demo.money import Wish, go_through_checkout, pay

SINCE = timedelta(days=9)
VISITOR, SYSTEM = Actor.visitor(), Actor.system()


@dataclass
class Members:
    now: datetime
    rng: Random

    def tell(self) -> Iterator[str]:
        yield "Plans, and a coupon."
        for plan in Plan.objects.all():
            self._hold(plan)
        session = self._dates().filter(starts_at__gt=self.now + timedelta(days=9)).first()
        if session is not None:
            at = self.now - timedelta(hours=5)
            booking = self._place(session, self._somebody(), at)
            booking = go_through_checkout(booking, Wish(online=True), now=at, coupon="WELCOME10")
            confirm_or_decline_booking(booking, by=SYSTEM, now=at)

    def _hold(self, plan: Plan) -> None:
        """Bought some days ago; one class was taken with it, and one is to come."""
        details, at = self._somebody(), self.now - SINCE
        checkout = buy_plan(plan, details, token=uuid.uuid4(), now=at)
        pay(checkout, in_full(checkout), plan.name, now=at)
        dates = self._dates()
        past = dates.filter(starts_at__range=(at + timedelta(hours=4), self.now)).first()
        coming = dates.filter(starts_at__gt=self.now + timedelta(days=5)).first()
        for session in filter(None, (past, coming)):
            self._with_plan(session, details, min(session.starts_at, self.now) - timedelta(hours=3))

    def _with_plan(self, session: Session, details: Details, at: datetime) -> None:
        booking = self._place(session, details, at)
        assert booking.contact is not None  # noqa: S101 - who bought the plan
        redeem(create_checkout([booking], token=uuid.uuid4(), now=at), contact=booking.contact, now=at)

    def _place(self, session: Session, details: Details, at: datetime) -> Booking:
        assert session.service is not None  # noqa: S101 - a class has one
        return create_booking(
            service=session.service,
            slot=Slot(session.service.pk, session_id=session.pk),
            details=details,
            total_participants=1,
            by=VISITOR,
            now=at,
        )

    def _dates(self) -> QuerySet[Session]:
        dates = Session.objects.filter(service__slug=YOGA, called_off_at=None).order_by("starts_at")
        return dates.select_related("service__policy")

    def _somebody(self) -> Details:
        return customer(self.rng, at_home=False, questions=[])
