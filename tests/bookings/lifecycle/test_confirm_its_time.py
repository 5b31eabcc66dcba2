"""confirm_booking of a request that has its time already: it stays with whom it occupies (domain.md section 4)."""

import pytest
from django.utils import timezone

from bookings.errors import SlotNotAvailable
from bookings.lifecycle import cancel_booking, confirm_booking
from bookings.states import FlowFlag
from checkout.audit import audit
from tests.bookings.lifecycle.times import busy, movable, move, visit
from tests.bookings.making import book
from tests.bookings.sessions.making import owner
from tests.factories import ResourceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
ASKS = {"needs_approval": True, "requests_affect_availability": True}


def confirm(booking, **kwargs):
    booking = confirm_booking(booking, by=owner(), now=timezone.now(), **kwargs)
    booking.refresh_from_db()
    return booking


def served(booking):
    occupied = booking.session.occupancies.values_list("resource__name", "mark")
    return booking.resource_name, booking.resource.name, list(occupied)


@pytest.mark.parametrize("now", ["Anna", "Ben"])
def test_a_moved_request_stays_with_whom_it_was_moved_to(now):
    people = {name: ResourceFactory(name=name) for name in ("Anna", "Ben")}
    booking = movable(visit(*people.values(), policy={"needs_approval": True}), resource=people[now])
    move(booking, "14:00")
    assert served(confirm(booking, check_availability=True)) == (now, now, [(now, "")])


def test_a_request_that_keeps_its_time_stays_with_whom_it_keeps():
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    service = visit(anna, ben, policy=ASKS)
    first = book(service, hour("10:00"))
    second = book(service, hour("10:00"), email="two@example.com")
    assert served(confirm(first)) == ("Anna", "Anna", [("Anna", "")])
    assert served(confirm(second)) == ("Ben", "Ben", [("Ben", "")])
    assert (busy(anna), busy(ben), audit(timezone.now())) == (["10:00-11:00"], ["10:00-11:00"], [])


def over_another():
    """Moved by the owner to where Anna, who alone is asked for, has somebody else; Ben is free."""
    anna, ben = ResourceFactory(name="Anna"), ResourceFactory(name="Ben")
    service = visit(anna, policy={"needs_approval": True})
    first, booking = movable(service, "14:00"), movable(service)
    move(booking, "14:00", by=owner(), flow_control=[FlowFlag.SKIP_AVAILABILITY_VALIDATION])
    service.requirement_groups.get().resources.add(ben)
    return first, booking


def test_a_conflict_of_its_time_is_flagged_and_names_nobody_else():
    booking = confirm(over_another()[1])
    assert (served(booking), booking.double_booked) == (("Anna", "Anna", [("Anna", "double_booked")]), True)


def test_or_refused_where_that_was_asked_for():
    _first, booking = over_another()
    with pytest.raises(SlotNotAvailable):
        confirm(booking, check_availability=True)
    booking.refresh_from_db()
    assert (booking.status, served(booking)) == ("pending", ("Anna", "Anna", [("Anna", "overridden")]))


def test_it_is_regular_again_once_the_other_has_gone():
    service = visit(ResourceFactory(name="Anna"), policy=ASKS)
    booking, over = book(service, hour("10:00")), movable(service, "12:00")
    flags = [FlowFlag.SKIP_AVAILABILITY_VALIDATION, FlowFlag.SKIP_BUSINESS_CONFIRMATION]
    move(over, "10:00", by=owner(), flow_control=flags)
    assert confirm(booking).double_booked is True
    cancel_booking(over, by=owner(), now=timezone.now())
    booking.refresh_from_db()
    assert (booking.double_booked, served(booking)[2]) == (False, [("Anna", "")])
