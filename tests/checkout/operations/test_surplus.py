"""Two attempts with money in them: the one that completed the checkout counts, the other goes back."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, confirm_booking
from checkout.audit import audit
from checkout.models import SandboxEvent
from checkout.operations import checkout_options, complete_checkout
from checkout.sandbox import books
from checkout.tasks import settle_payments
from tests.checkout.operations.steps import begun, online_service, opened
from tests.factories import OwnerFactory

pytestmark = pytest.mark.django_db
LATER = timedelta(minutes=2)


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


def by_request(**fields):
    return opened(online_service(policy={"needs_approval": True}, **fields))


def with_one_left_behind(sandbox_online, commits):
    """Everything is reserved; the deposit that was begun before arrives LATER."""
    checkout, booking = by_request()
    sandbox_online.choose(begun(checkout, "deposit"), "pay_late", delay=60)
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    return checkout, booking


def states(checkout):
    return [payment.state for payment in checkout.payments.order_by("number")]


def test_what_is_reserved_late_is_let_go_and_the_agreed_amount_taken(sandbox_online, commits, owner):
    checkout, booking = with_one_left_behind(sandbox_online, commits)
    with commits():
        sandbox_online.deliver(timezone.now() + LATER)
    assert states(checkout) == ["voided", "authorised"]
    with commits():
        confirm_booking(booking, by=owner, now=timezone.now())
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.payment_status, states(checkout)) == (55, "paid", ["voided", "captured"])
    assert audit(timezone.now()) == []


def test_what_is_reserved_after_the_capture_is_let_go_too(sandbox_online, commits, owner):
    checkout, booking = with_one_left_behind(sandbox_online, commits)
    with commits():
        confirm_booking(booking, by=owner, now=timezone.now())
    with commits():
        sandbox_online.deliver(timezone.now() + LATER)
    booking.refresh_from_db()
    assert (booking.amount_paid, states(checkout)) == (55, ["voided", "captured"])


def test_who_chose_in_person_is_not_charged_by_an_attempt_left_behind(sandbox_online, commits, owner):
    checkout, booking = by_request(deposit=0, pay_in_person=True)
    sandbox_online.choose(begun(checkout, "everything"), "pay_late", delay=60)
    in_person = next(option for option in checkout_options([booking]) if option.way == "in_person")
    with commits():
        complete_checkout(checkout, in_person, now=timezone.now())
    with commits():
        sandbox_online.deliver(timezone.now() + LATER)
    with commits():
        confirm_booking(booking, by=owner, now=timezone.now())
    booking.refresh_from_db()
    assert (booking.payment_status, booking.amount_paid, states(checkout)) == ("not_paid", 0, ["voided"])


def test_a_capture_whose_answer_was_lost_is_found_and_given_back(sandbox_online, commits, owner, settings):
    checkout, booking = by_request()
    payment = begun(checkout, "everything")
    sandbox_online.choose(payment, "pay")
    with commits():
        sandbox_online.deliver()
    real, settings.SANDBOX_URL = settings.SANDBOX_URL, "http://nobody.invalid"
    with commits():
        confirm_booking(booking, by=owner, now=timezone.now())
    settings.SANDBOX_URL = real
    books.capture(payment.provider_id, 5500, now=timezone.now())
    SandboxEvent.objects.filter(delivered_at=None).update(delivered_at=timezone.now())
    with commits():
        cancel_booking(booking, by=owner, now=timezone.now(), with_refund=True)
    checkout.payments.update(retry_at=None)
    with commits():
        settle_payments()
    booking.refresh_from_db()
    assert (booking.amount_paid, booking.amount_refunded, states(checkout)) == (55, 55, ["refunded"])
    assert audit(timezone.now()) == []
