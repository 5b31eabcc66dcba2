"""Erasing a person blanks what is personal; money, times and what happened stay (journeys.md S37)."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.core import serializers
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.erasing import erase_contact, standing
from bookings.errors import BookingsStand, UnauthorizedOperation
from bookings.models import Booking, BookingEvent, Contact, Message
from checkout.audit import audit
from checkout.models import Checkout, Payment
from tests.factories import (
    BookingEventFactory,
    BookingFactory,
    CalendarFeedFactory,
    ContactFactory,
    MessageFactory,
    OrderFactory,
    OrderLineFactory,
    OwnerFactory,
    PaymentFactory,
    ServiceFactory,
    ShareFactory,
    SignInLinkFactory,
    UserFactory,
    hour,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
PERSONAL = ["Ada", "Lovelace", "ada@", "612345678", "612 34", "Rue Secrète", "stiff neck", "card 77", "sorry, Ada"]


@pytest.fixture
def ada():
    return ContactFactory(first_name="Ada", last_name="Lovelace", email="ada@example.com", phone="+34612345678")


def past(contact, **more):
    start = timezone.now() - timedelta(days=3)
    return BookingFactory(
        **{
            "contact": contact,
            "confirmed": True,
            "starts_at": start,
            "first_name": "Ada",
            "last_name": "Lovelace",
            "phone": "+34612345678",
            "phone_as_typed": "612 34",
            "service": ServiceFactory(location_type="custom"),
            "location_text": "Rue Secrète 5",
            "answers": [{"label": "Why?", "answer": "A stiff neck."}],
            "participant_notification": {"message": "We are sorry, Ada"},
            "extended_fields": {"crm": {"note": "card 77"}},
        }
        | more
    )


def erase(contact, by=None):
    return erase_contact(contact, by=by or Actor.member(), now=timezone.now())


def everything():
    rows = [*Contact.objects.all(), *Booking.objects.all(), *Message.objects.all(), *BookingEvent.objects.all()]
    return serializers.serialize("json", rows, ensure_ascii=False)


def test_nothing_personal_is_left(ada):
    booking = past(ada)
    MessageFactory(booking=booking, facts={"words": "We are sorry, Ada"}, reason="+34612345678 has no phone")
    erase(ada)
    assert [word for word in PERSONAL if word in everything()] == []


def test_times_prices_and_the_service_stay(ada):
    booking = past(ada, amount_paid=Decimal(40))
    erase(ada)
    left = Booking.objects.get()
    kept = ("starts_at", "title", "price", "amount_paid", "status", "service_id", "code")
    assert [getattr(left, name) for name in kept] == [getattr(booking, name) for name in kept]


def test_a_place_of_the_business_stays(ada):
    past(ada, service=ServiceFactory(), location_text="Argumosa 14")
    erase(ada)
    assert Booking.objects.get().location_text == "Argumosa 14"


def test_links_feeds_and_sign_ins_end(ada):
    token = links.token(past(ada))
    CalendarFeedFactory(of_contact=True, contact=ada)
    SignInLinkFactory(contact=ada)
    erase(ada)
    left = Contact.objects.get()
    assert (links.find(token), left.sign_in_links.count(), hasattr(left, "calendar_feed")) == (None, 0, False)
    assert left.sign_in_version == ada.sign_in_version + 1


def test_the_books_still_agree(ada):
    booking = past(ada, amount_paid=Decimal(40), payment_status="paid", selected_payment_option="online")
    BookingEventFactory(booking=booking)
    order = OrderFactory(checkout__online=True)
    line = OrderLineFactory(order=order, booking=booking, due_now=Decimal(40))
    payment = PaymentFactory(checkout=order.checkout, state="captured", amount_captured=Decimal(40))
    ShareFactory(payment=payment, line=line)
    Checkout.objects.update(completed_by=payment)
    erase(ada)
    assert audit(timezone.now()) == []


def test_pages_of_the_checkout_end(ada):
    order = OrderFactory()
    OrderLineFactory(order=order, booking=past(ada))
    Checkout.objects.get().lines.create(booking=Booking.objects.get())
    PaymentFactory(checkout=order.checkout, amount=1, provider_url="https://pay.example/123")
    token = order.checkout.token
    erase(ada)
    assert (Checkout.objects.filter(token=token).count(), Payment.objects.get().provider_url) == (0, "")


def test_each_booking_takes_one_step_with_one_event(ada):
    booking = past(ada)
    erase(ada)
    booking.refresh_from_db()
    event = booking.events.get()
    assert (booking.revision, event.revision, event.reason, event.by) == (2, 2, "erased", "member")


def test_messages_that_wait_are_dropped_and_stay_told_apart(ada):
    booking = past(ada)
    for recipient in ("ada@example.com", "old@example.com"):
        MessageFactory(booking=booking, recipient=recipient)
    erase(ada)
    left = list(Message.objects.values_list("state", "recipient"))
    assert left == [("dropped", f"erased-{pk}") for pk in Message.objects.values_list("pk", flat=True)]


def test_what_the_business_was_told_keeps_its_address(ada):
    MessageFactory(booking=past(ada), kind="new_request", recipient="owner@example.com", state="sent")
    erase(ada)
    assert Message.objects.get().recipient == "owner@example.com"


@pytest.mark.parametrize("state", [{"confirmed": True}, {"pending": True}, {}, {"status": "waiting_list"}], ids=str)
def test_a_booking_that_stands_is_in_the_way(ada, state):
    booking = BookingFactory(contact=ada, starts_at=hour("10:00"), **state)
    with pytest.raises(BookingsStand) as refused:
        erase(ada)
    assert (refused.value.bookings, standing(ada, timezone.now())) == ([booking], [booking])
    ada.refresh_from_db()
    assert ada.erased_at is None


def test_one_that_ended_is_not(ada):
    BookingFactory(contact=ada, canceled=True, starts_at=hour("10:00"))
    assert erase(ada).erased_at is not None


def test_twice_is_once(ada):
    past(ada)
    erase(ada)
    erase(ada)
    assert BookingEvent.objects.count() == 1


def test_an_owner_needs_the_permission(ada):
    with pytest.raises(UnauthorizedOperation):
        erase(ada, Actor.owner(UserFactory(staff=True)))
    assert erase(ada, Actor.owner(OwnerFactory())).erased_at is not None


def test_who_books_again_is_somebody_new(ada):
    erase(ada)
    assert ContactFactory(email="ada@example.com").pk != ada.pk


def test_the_admins_own_log_forgets_the_name(ada):
    LogEntry.objects.log_actions(OwnerFactory().pk, [ada], CHANGE, change_message=json.dumps([]))
    erase(ada)
    assert LogEntry.objects.get().object_repr == "Erased"


def test_it_is_shown_as_erased(ada):
    past(ada)
    erase(ada)
    assert (str(Contact.objects.get()), Booking.objects.get().name) == ("Erased", "Erased")
