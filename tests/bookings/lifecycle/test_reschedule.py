"""reschedule_booking: a class on another of its dates, or nothing has changed (domain.md sections 2 and 3)."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from bookings import errors
from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle import reschedule_booking
from bookings.states import FlowFlag
from tests.bookings.lifecycle.parties import class_of, dates, movable, move, taken
from tests.bookings.making import VISITOR
from tests.factories import (
    AlertFactory,
    BookingFactory,
    BusinessFactory,
    OwnerFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    hour,
)

pytestmark = pytest.mark.django_db
OWNER = pytest.fixture(lambda: Actor.owner(OwnerFactory()), name="owner")


def test_old_places_are_free_and_new_ones_taken():
    old, new = dates()
    booking = move(movable(old), new)
    assert (taken(old), taken(new), booking.session, booking.starts_at) == (0, 2, new, new.starts_at)
    assert (booking.status, booking.total_participants, booking.price) == ("confirmed", 2, 80)


def test_the_event_tells_of_the_time_before():
    old, new = dates()
    event = move(movable(old), new).events.get()
    times = datetime.fromisoformat(event.before["starts_at"]), datetime.fromisoformat(event.before["ends_at"])
    assert (event.kind, times) == ("rescheduled", (old.starts_at, old.ends_at))
    assert (event.before["session_id"], event.after["session_id"]) == (old.pk, new.pk)


def test_the_message_says_both_times_and_the_reminder_goes_with_the_new_one():
    old, new = dates()
    booking = move(movable(old), new)
    message = booking.messages.get(kind="rescheduled")
    assert datetime.fromisoformat(message.facts["previous_start"]) == old.starts_at
    assert booking.messages.get(kind="reminder").for_start == new.starts_at


def test_the_cutoffs_are_those_of_the_new_date_by_the_bookings_own_copy():
    old, new = dates(customer_may_cancel=True, cancel_cutoff_minutes=120)
    booking = movable(old)
    old.service.policy.cancel_cutoff_minutes = 0
    old.service.policy.save()
    booking = move(booking, new)
    ahead = (new.starts_at - booking.cancel_until, new.starts_at - booking.reschedule_until)
    assert ahead == (timedelta(hours=2), timedelta(hours=1))


def test_the_person_of_the_new_date_is_whom_it_is_with():
    old, new = dates()
    anna = ResourceFactory(name="Anna")
    new = SessionFactory(service=old.service, starts_at=new.starts_at + timedelta(days=7), people=[anna])
    assert move(movable(old), new).resource_name == "Anna"


def test_a_full_date_leaves_everything_as_it_was():
    old, new = dates(capacity=3)
    movable(new)
    booking = movable(old)
    with pytest.raises(errors.SessionCapacityExceeded) as refused:
        move(booking, new)
    booking.refresh_from_db()
    assert (refused.value.left, booking.session, booking.revision, taken(old)) == (1, old, 1, 2)


def test_a_date_that_was_called_off_meanwhile_leaves_everything_as_it_was():
    old, new = dates()
    new.called_off_at = timezone.now()
    new.save()
    booking = movable(old)
    with pytest.raises(errors.SessionNotFound):
        move(booking, new)
    booking.refresh_from_db()
    assert (booking.session, booking.messages.count()) == (old, 0)


def test_a_date_of_another_class_is_none():
    with pytest.raises(errors.SessionNotFound):
        move(movable(dates()[0]), class_of())


def test_its_own_date_is_no_other():
    old, _new = dates()
    with pytest.raises(errors.InvalidRequest):
        move(movable(old), old)


def test_where_each_booking_is_approved_it_is_a_request_again_and_takes_its_new_places():
    BusinessFactory(email="studio@example.com")
    old, new = dates(needs_approval=True)
    booking = move(movable(old), new)
    assert (booking.status, booking.takes_places, taken(old), taken(new)) == ("pending", True, 0, 2)
    assert timezone.now() < booking.answer_by <= new.starts_at
    told = {message.kind: message.facts for message in booking.messages.all()}
    assert sorted(told) == ["new_request", "rescheduled"]
    assert told["rescheduled"]["changed"].startswith("You have asked for another date.")


def test_unless_the_owner_skips_the_approval(owner):
    old, new = dates(needs_approval=True)
    booking = move(movable(old), new, by=owner, flow_control=[FlowFlag.SKIP_BUSINESS_CONFIRMATION])
    assert (booking.status, booking.answer_by) == ("confirmed", None)


def test_a_request_that_moves_takes_its_new_places_though_it_took_none_before():
    old, new = dates(needs_approval=True)
    booking = move(movable(old, status="pending", takes_places=False, answer_by=old.starts_at), new)
    assert (booking.status, taken(new), booking.events.count()) == ("pending", 2, 1)


def test_a_request_that_moved_ends_before_its_card_does():
    old, new = dates(needs_approval=True)
    paid_at = timezone.now() - timedelta(days=6)
    reserved = {"amount_authorised": Decimal(80), "checkout_completed_at": paid_at}
    booking = move(movable(old, status="pending", **reserved), new)
    assert booking.answer_by == paid_at + timedelta(days=6, hours=12)


def test_double_booked_it_stands_alone_on_its_new_date():
    old, new = dates(capacity=3)
    movable(old)
    booking = movable(old, double_booked=True)
    alert = AlertFactory(booking=booking)
    booking = move(booking, new)
    alert.refresh_from_db()
    assert (booking.double_booked, alert.solved_at is None) == (False, False)


def test_who_was_too_many_on_the_old_date_is_not_any_more():
    old, new = dates(capacity=3)
    regular, double = movable(old), movable(old, double_booked=True)
    move(regular, new)
    double.refresh_from_db()
    assert double.double_booked is False


def test_a_stale_form_is_told_so():
    old, new = dates()
    with pytest.raises(errors.RevisionConflict):
        move(movable(old), new, revision=7)


@pytest.mark.parametrize("status", ["created", "waiting_list", "declined", "canceled"])
def test_only_what_stands_or_is_asked_for_moves(status):
    old, new = dates()
    with pytest.raises(errors.InvalidMove):
        move(movable(old, status=status, takes_places=False), new)


def test_courses_do_not():
    with pytest.raises(errors.InvalidMove):
        move(BookingFactory(service=ServiceFactory(course=True), standing=True), class_of())


def test_a_class_moves_to_a_date_and_never_to_a_time():
    old, _new = dates()
    slot = Slot(old.service_id, start=hour("12:00"))
    with pytest.raises(errors.InvalidRequest):
        reschedule_booking(movable(old), slot=slot, by=VISITOR, now=timezone.now())


def test_with_other_people_on_its_new_date():
    old, new = dates()
    booking = move(movable(old), new, total_participants=3)
    assert (taken(old), taken(new), booking.total_participants, booking.price) == (0, 3, 3, 120)
