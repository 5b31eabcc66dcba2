"""reschedule_booking: an appointment at another time, its old time free at once (domain.md sections 2 and 3)."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from bookings import errors
from bookings.models import Hold, Session
from tests.bookings.lifecycle.times import busy, movable, move, state, visit
from tests.bookings.making import place_hold
from tests.factories import AlertFactory, BusinessFactory, LocationFactory, ResourceFactory, hour

pytestmark = pytest.mark.django_db


def test_the_old_time_is_free_and_the_new_one_taken_with_its_buffers():
    service = visit(buffer_after_minutes=10)
    booking = move(movable(service), "12:00")
    assert (booking.starts_at, booking.ends_at, booking.status) == (hour("12:00"), hour("13:00"), "confirmed")
    assert busy(booking.resource) == ["12:00-13:10"]
    assert list(Session.objects.values_list("pk", "starts_at")) == [(booking.session_id, hour("12:00"))]


def test_it_may_move_by_a_quarter_of_an_hour_over_its_own_time():
    booking = move(movable(visit()), "10:15")
    assert busy(booking.resource) == ["10:15-11:15"]


def test_the_event_tells_of_the_time_before_and_is_one_step():
    booking = movable(visit())
    old = booking.session_id
    event = move(booking, "12:00").events.get()
    assert (event.kind, event.revision, event.before["session_id"]) == ("rescheduled", 2, old)
    assert datetime.fromisoformat(event.before["starts_at"]) == hour("10:00")
    assert "resource_id" not in event.after
    assert "location_text" not in event.after["fields"]


def test_the_message_says_both_times_and_the_reminder_goes_with_the_new_one():
    booking = move(movable(visit()), "12:00")
    facts = booking.messages.get(kind="rescheduled").facts
    assert datetime.fromisoformat(facts["previous_start"]) == hour("10:00")
    assert booking.messages.get(kind="reminder").for_start == hour("12:00")


def test_with_anyone_who_serves_it_now_comes_again_if_free():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    service = visit(anna, ben)
    assert move(movable(service, resource=ben), "12:00").resource_name == "Ben"
    movable(service, "15:00", resource=ben)
    assert move(movable(service, "14:00", resource=ben), "15:00").resource_name == "Anna"


def test_with_somebody_chosen_it_is_with_them():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    booking = move(movable(visit(anna, ben), resource=anna), "10:00", ben)
    assert (booking.resource, booking.resource_name, booking.chosen_resources) == (ben, "Ben", [ben.pk])
    assert (busy(anna), busy(ben)) == ([], ["10:00-11:00"])


def test_the_room_moves_along():
    anna, room = ResourceFactory(name="Anna"), ResourceFactory(room=True)
    service = visit(groups=[[anna], [room]])
    booking = movable(service, occupies=[anna, room])
    move(booking, "10:30")
    assert (busy(anna), busy(room)) == (["10:30-11:30"], ["10:30-11:30"])


def test_it_stays_as_long_as_it_was_though_its_service_is_longer_today():
    service = visit()
    booking = movable(service)
    service.duration_minutes, service.name, service.price = 90, "Long visit", 90
    service.save()
    booking = move(booking, "12:00")
    assert (booking.ends_at, booking.title, booking.price) == (hour("13:00"), service.bookings.get().title, 40)


def test_the_cutoffs_are_those_of_the_new_time_by_the_bookings_own_copy():
    service = visit(policy={"cancel_cutoff_minutes": 120})
    booking = movable(service)
    service.policy.cancel_cutoff_minutes = 0
    service.policy.save()
    booking = move(booking, "15:00")
    ahead = (booking.starts_at - booking.cancel_until, booking.starts_at - booking.reschedule_until)
    assert ahead == (timedelta(hours=2), timedelta(hours=1))


def test_at_another_place_its_address_and_zone_follow():
    service = visit(ResourceFactory(name="Anna"))
    here, there = LocationFactory(name="Here"), LocationFactory(name="There", time_zone="Atlantic/Canary")
    service.locations.set([here, there])
    booking = move(movable(service, location=here), "12:00", location=there)
    assert (booking.location, booking.location_text, str(booking.time_zone)) == (there, "There", "Atlantic/Canary")
    assert booking.session.location == there


def test_a_place_of_another_service_is_none():
    booking = movable(visit())
    with pytest.raises(errors.InvalidRequest):
        move(booking, "12:00", location=LocationFactory())


def test_the_customers_own_address_stays():
    service = visit(location_type="custom")
    booking = movable(service, location_text="Calle Mayor 1")
    assert move(booking, "12:00").location_text == "Calle Mayor 1"


def test_a_time_that_somebody_has_leaves_everything_as_it_was():
    service = visit()
    booking = movable(service)
    movable(service, "12:00")
    before = state(booking)
    with pytest.raises(errors.SlotNotAvailable):
        move(booking, "12:30")
    assert state(booking) == before


def test_a_time_that_somebody_holds_is_taken_until_the_hold_has_run_out():
    service = visit()
    booking, now = movable(service), timezone.now()
    place_hold(service, hour("12:00"))
    with pytest.raises(errors.SlotNotAvailable):
        move(booking, "12:00")
    assert move(booking, "12:00", now=now + timedelta(minutes=11)).starts_at == hour("12:00")
    assert Hold.objects.count() == 0


def test_what_the_same_browser_holds_does_not_stand_in_its_way():
    service = visit()
    booking = movable(service)
    place_hold(service, hour("12:00"), visitor="me")
    assert move(booking, "12:15", visitor="me").starts_at == hour("12:15")
    assert Hold.objects.count() == 0


def test_the_time_it_has_is_no_other():
    booking = movable(visit())
    with pytest.raises(errors.InvalidRequest, match="It is at this time already"):
        move(booking, "10:00")
    with pytest.raises(errors.InvalidRequest, match="It is at this time already"):
        move(booking, "10:00", booking.resource)


def test_double_booked_it_stands_alone_at_its_new_time():
    service = visit()
    movable(service)
    booking = movable(service, double_booked=True, occupies__mark="double_booked")
    alert = AlertFactory(booking=booking)
    booking = move(booking, "12:00")
    alert.refresh_from_db()
    assert (booking.double_booked, alert.solved_at is None) == (False, False)
    assert set(booking.session.occupancies.values_list("mark", flat=True)) == {""}


def test_who_was_double_booked_with_it_is_not_any_more():
    service = visit()
    regular = movable(service)
    double = movable(service, double_booked=True, occupies__mark="double_booked")
    move(regular, "12:00")
    double.refresh_from_db()
    assert (double.double_booked, double.session.occupancies.get().mark) == (False, "")


def test_where_each_booking_is_approved_it_is_a_request_again_and_has_its_new_time():
    BusinessFactory(email="studio@example.com")
    anna = ResourceFactory(name="Anna", email="anna@example.com")
    booking = move(movable(visit(anna, policy={"needs_approval": True})), "12:00")
    assert (booking.status, busy(anna)) == ("pending", ["12:00-13:00"])
    assert timezone.now() < booking.answer_by <= booking.starts_at
    told = {(message.kind, message.recipient) for message in booking.messages.all()}
    business = {("new_request", "studio@example.com"), ("new_request", "anna@example.com")}
    assert told == business | {("rescheduled", booking.email)}


def test_a_request_that_moves_takes_its_new_time_though_it_had_none():
    booking = movable(visit(policy={"needs_approval": True}), pending=True)
    booking = move(booking, "12:00")
    assert (booking.status, busy(booking.resource), booking.takes_places) == ("pending", ["12:00-13:00"], True)
