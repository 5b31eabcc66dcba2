"""Whatever is done in whatever order: domain.md section 13 holds after every step."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from bookings.actors import Actor
from bookings.lifecycle import (
    cancel_booking,
    confirm_booking,
    decline_booking,
    expire_checkout,
    expire_request,
    record_payment,
    reschedule_booking,
    set_booking_as_pending,
)
from bookings.models import Booking, Hold, Occupancy
from bookings.states import FlowFlag, PaymentStatus, Status
from checkout.audit import audit
from tests.bookings.any_order import AnyOrder
from tests.bookings.making import SYSTEM, VISITOR, create, decide, place_hold, slot_at
from tests.factories import OwnerFactory, PolicyFactory, ResourceFactory, ServiceFactory, hour

CLOCKS = ("10:00", "10:30", "11:00")
which = st.integers(0, 30)


class Bookings(AnyOrder):
    @initialize()
    def shop(self):
        self.owner = Actor.owner(OwnerFactory())
        anna, ben, room = ResourceFactory(name="Anna"), ResourceFactory(name="Ben"), ResourceFactory(room=True)
        moving = {"customer_may_reschedule": True, "reschedule_cutoff_minutes": 0, "max_participants": 3}
        relaxed = PolicyFactory(customer_may_cancel=True, late_cancel="keep_deposit", **moving)
        asking = PolicyFactory(needs_approval=True)
        taking = PolicyFactory(needs_approval=True, requests_affect_availability=True)
        step = {"slot_step_minutes": 30}
        self.services = [
            ServiceFactory(groups=[[anna, ben]], policy=relaxed, buffer_after_minutes=10, **step),
            ServiceFactory(groups=[[anna], [room]], policy=asking, **step),
            ServiceFactory(groups=[[ben], [room]], policy=taking, duration_minutes=30, **step),
        ]
        self.now = timezone.now()

    @rule(service=which, clock=st.sampled_from(CLOCKS), held=st.booleans(), forced=st.booleans())
    def book(self, service, clock, held, forced):
        service = self.services[service % 3]

        def act():
            hold = place_hold(service, hour(clock), visitor=str(Hold.objects.count())) if held else None
            flags = [FlowFlag.SKIP_AVAILABILITY_VALIDATION] if forced else []
            by = self.owner if forced else VISITOR
            return create(service, hour(clock), hold=hold, by=by, flow_control=flags, now=self.now)

        self.attempt(act)

    @rule(number=which, status=st.sampled_from([*PaymentStatus, None]))
    def decide(self, number, status):
        if booking := self.pick(number):
            self.attempt(lambda: decide(booking, status, now=self.now))

    @rule(number=which, paid=st.sampled_from([Decimal(10), Decimal(40)]))
    def pay(self, number, paid):
        booking = self.pick(number)
        if booking and not booking.amount_paid:
            self.attempt(lambda: record_payment(booking, by=SYSTEM, now=self.now, completed=True, in_person=paid))

    @rule(number=which, check=st.booleans(), other=which)
    def confirm(self, number, check, other):
        if booking := self.pick(number):
            others = [one for one in [self.pick(other)] if one != booking and one.status == Status.PENDING]
            self.attempt(
                lambda: confirm_booking(
                    booking, by=self.owner, now=self.now, check_availability=check, decline_others=others
                )
            )

    @rule(number=which, verb=st.sampled_from([decline_booking, set_booking_as_pending, cancel_booking]))
    def owner_acts(self, number, verb):
        if booking := self.pick(number):
            self.attempt(lambda: verb(booking, by=self.owner, now=self.now))

    @rule(number=which)
    def customer_cancels(self, number):
        if booking := self.pick(number):
            self.attempt(lambda: cancel_booking(booking, by=VISITOR, now=self.now))

    @rule(number=which, clock=st.sampled_from(CLOCKS), people=st.sampled_from([None, 1, 2]))
    def customer_moves(self, number, clock, people):
        if booking := self.pick(number):
            slot = slot_at(booking.service, hour(clock))
            self.attempt(
                lambda: reschedule_booking(booking, slot=slot, by=VISITOR, now=self.now, total_participants=people)
            )

    @rule(number=which, clock=st.sampled_from(CLOCKS), forced=st.booleans())
    def owner_moves(self, number, clock, forced):
        flags = [FlowFlag.IGNORE_RESCHEDULE_POLICY]
        flags += [FlowFlag.SKIP_AVAILABILITY_VALIDATION] if forced else []
        if booking := self.pick(number):
            slot = slot_at(booking.service, hour(clock))
            self.attempt(
                lambda: reschedule_booking(booking, slot=slot, by=self.owner, now=self.now, flow_control=flags)
            )

    @rule(minutes=st.sampled_from([5, 40, 600]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)
        for booking in Booking.objects.checkout_ran_out(self.now):
            expire_checkout(booking, now=self.now)
        for booking in Booking.objects.answer_ran_out(self.now):
            expire_request(booking, now=self.now)

    @invariant()
    def everything_holds(self):
        assert audit(self.now) == []

    @invariant()
    def who_is_confirmed_has_somebody_of_each_group(self):
        for booking in Booking.objects.filter(status=Status.CONFIRMED).select_related("session", "service"):
            taken = Occupancy.objects.filter(session=booking.session).count()
            assert taken == booking.service.requirement_groups.count()


@pytest.mark.django_db
def test_any_order_of_operations_keeps_what_must_hold():
    run_state_machine_as_test(
        Bookings,
        settings=settings(
            max_examples=25,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
