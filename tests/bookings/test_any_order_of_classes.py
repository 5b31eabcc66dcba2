"""Classes, courses and the waitlist in whatever order: domain.md section 13 holds after every step."""

from datetime import timedelta

import pytest
from django.db.models import Sum
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from bookings import waitlist
from bookings.lifecycle import (
    expire_checkout,
    expire_request,
)
from bookings.models import Booking, Offer, Session
from bookings.sessions import call_off_session, set_capacity
from bookings.states import FINAL, FlowFlag, Status
from bookings.tasks import call_off
from bookings.waitlist_sweep import sweep_waitlists
from checkout.audit import audit
from tests.bookings.classes.studio import VISITOR, Studio, people, which


class Classes(Studio):
    @rule(number=st.integers(0, 3), count=people)
    def wait(self, number, count):
        session = self.sessions[number]
        self.attempt(
            lambda: waitlist.register(session, self.somebody(), by=VISITOR, now=self.now, total_participants=count)
        )

    @rule(number=which, taken=st.booleans())
    def answer_an_offer(self, number, taken):
        offers = list(Offer.objects.filter(state="running").order_by("pk"))
        if offers:
            booking = offers[number % len(offers)].booking
            if taken:
                self.attempt(lambda: waitlist.book_from_waitlist(booking, by=VISITOR, now=self.now))
            else:
                self.attempt(lambda: waitlist.pass_offer(booking, now=self.now))

    @rule(number=which)
    def leave_the_line(self, number):
        waiting = list(Booking.objects.filter(status=Status.WAITING_LIST).order_by("pk"))
        if waiting:
            booking = waiting[number % len(waiting)]
            self.attempt(lambda: waitlist.leave(booking, by=VISITOR, now=self.now))

    @rule(number=st.integers(0, 3), places=st.integers(3, 5))
    def more_places(self, number, places):
        session = Session.objects.get(pk=self.sessions[number].pk)
        self.attempt(lambda: set_capacity(session, places, by=self.owner, now=self.now))

    @rule(number=st.integers(0, 7))
    def call_one_off(self, number):
        """Rarely, or nothing would be left."""
        if number < 4:
            session = Session.objects.get(pk=self.sessions[number].pk)
            self.attempt(lambda: call_off_session(session, refund=True, words="", by=self.owner, now=self.now))
            call_off(session.pk)

    @rule(minutes=st.sampled_from([5, 11, 40]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)
        for booking in Booking.objects.checkout_ran_out(self.now):
            expire_checkout(booking, now=self.now)
        for booking in Booking.objects.answer_ran_out(self.now):
            expire_request(booking, now=self.now)
        sweep_waitlists(self.now)

    @invariant()
    def everything_holds(self):
        assert audit(self.now) == []

    @invariant()
    def nobody_is_promised_a_place_that_is_not_there(self):
        """People who stand, live holds and running offers together, unless somebody is marked."""
        for session in Session.objects.filter(kind="class", called_off_at=None):
            standing = Booking.objects.filter(session=session, takes_places=True)
            marked = standing.filter(double_booked=True) | standing.filter(
                flow_control__contains=[FlowFlag.SKIP_AVAILABILITY_VALIDATION]
            )
            if marked.exists():
                continue
            taken = standing.aggregate(people=Sum("total_participants"))["people"] or 0
            held = session.holds.filter(expires_at__gt=self.now).aggregate(people=Sum("participants"))["people"] or 0
            running = session.offers.filter(state="running", expires_at__gt=self.now)
            offered = running.aggregate(people=Sum("participants"))["people"] or 0
            assert taken + held + offered <= session.capacity

    @invariant()
    def offers_run_for_those_who_wait(self):
        assert not Offer.objects.filter(state="running").exclude(booking__status=Status.WAITING_LIST).exists()

    @invariant()
    def nobody_stands_in_what_was_called_off(self):
        live = Booking.objects.filter(session__called_off_at__isnull=False).exclude(status__in=FINAL)
        assert not live.exists()


@pytest.mark.django_db
def test_any_order_of_operations_with_classes_keeps_what_must_hold():
    run_state_machine_as_test(
        Classes,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
