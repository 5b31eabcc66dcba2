"""The history of a booking says in words what changed, and nothing that did not."""

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.admin.history import changes
from bookings.admin.wording import with_business
from bookings.lifecycle import Details, cancel_booking, change_contact
from bookings.models import BookingEvent
from bookings.states import FlowFlag
from tests.bookings.making import VISITOR, create
from tests.factories import BookingEventFactory, OwnerFactory, ServiceFactory, hour

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
BEFORE = {"status": "pending", "double_booked": False, "amount_paid": "0.000", "flow_control": []}


def told(**facts):
    event = BookingEventFactory(**facts)
    return changes(with_business(BookingEvent.objects.all()).get(pk=event.pk))


def last(booking):
    return changes(with_business(booking.events.order_by("revision")).last())


def test_what_stayed_the_same_is_left_out():
    after = {"status": "confirmed", "double_booked": False, "amount_paid": "0", "flow_control": []}

    assert told(before=BEFORE, after=after) == "Status: requested, now confirmed"


def test_what_was_not_there_before_is_said_without_a_before():
    assert told(before={}, after={"price": "40.000", "amount_paid": "0"}) == "Price: €40.00; paid: €0.00"


def test_exceptions_are_said_in_words():
    flags = [FlowFlag.WITH_REFUND, FlowFlag.IGNORE_BOOKING_WINDOW]

    assert told(before=BEFORE, after={"flow_control": flags}) == "Exceptions: with refund, outside the booking window"


def test_what_is_reserved_is_said_to_be_on_the_card():
    assert told(before={"amount_authorised": "0"}, after={"amount_authorised": "40"}) == (
        "Reserved on the card: €0.00, now €40.00"
    )


def test_a_cancellation_by_the_owner_has_no_code_in_it():
    booking = create(ServiceFactory(), hour("10:00"))
    cancel_booking(booking, by=Actor.owner(OwnerFactory()), now=timezone.now(), with_refund=True)

    assert last(booking) == "Status: not finished, now canceled; exceptions: with refund"


def test_a_change_of_contact_names_the_fields_and_nothing_personal():
    booking = create(ServiceFactory(), hour("10:00"))
    details = Details(first_name="Grace", email="grace@example.com", phone_as_typed="call me", send_sms_reminder=True)
    change_contact(booking, details, by=VISITOR, now=timezone.now())

    assert last(booking) == "Reminder by text: no, now yes; changed: first name, email, phone"


@pytest.mark.parametrize("before", [{}, {"extended_fields": "crm"}])
def test_extra_fields_are_named_by_their_namespace(before):
    assert told(before=before, after={"extended_fields": "crm"}) == "Extra fields changed: crm"


def test_what_was_noted_of_who_came_is_said_where_it_went_with_the_time():
    before = {"attendance": {"status": "not_attended", "attended": 0}}
    assert told(before=before, after={}) == "Noted before: did not come"
