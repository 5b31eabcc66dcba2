"""What goes wrong at the provider: what the booking says then, whom it is told, and when it is solved."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, confirm_booking
from bookings.models import Alert, Booking, Message
from checkout.audit import audit
from checkout.models import Payment, PaymentState, Refund, SandboxPayment
from checkout.operations import apply_report, carry_out_refund, mark_paid, settle_booking
from checkout.operations.alerts import ALERT_AFTER
from tests.checkout.operations.steps import begun, online_service, opened, report
from tests.checkout.walk import words
from tests.factories import OwnerFactory

pytestmark = pytest.mark.django_db
NOBODY = "http://nobody.invalid"


@pytest.fixture
def owner():
    return Actor.owner(OwnerFactory())


@pytest.fixture
def paid(sandbox_online, commits):
    checkout, booking = opened(online_service())
    sandbox_online.choose(begun(checkout, "everything"), "pay")
    with commits():
        sandbox_online.deliver()
    booking.refresh_from_db()
    return booking


def told(payment, state, commits, **fields):
    fields = {"amount_captured": payment.amount} | fields
    with commits():
        apply_report(payment, report(payment, state, **fields), now=timezone.now())


def alerts(kind):
    """Of each that was raised: whether it is open."""
    return [alert.solved_at is None for alert in Alert.objects.filter(kind=kind).order_by("pk")]


def test_a_capture_that_fails_says_to_pay_and_never_paid(requested, owner, commits, client, mailoutbox):
    SandboxPayment.objects.update(state="voided")
    with commits():
        confirm_booking(requested, by=owner, now=timezone.now())
    requested.refresh_from_db()
    assert (requested.status, requested.payment_status, alerts("capture_failed")) == ("confirmed", "not_paid", [True])
    letter = next(mail for mail in mailoutbox if mail.subject.startswith("To pay:"))
    assert letter.body.count(reverse("checkout:balance", args=[links.token(requested)])) == 1
    page = words(client.get(links.path(requested)))
    assert page.count("Your card could not be charged. Pay here, or at the visit.") == 1
    assert (page.count("Pay €55.00 now"), page.count("€55.00 paid")) == (1, 0)


@pytest.mark.parametrize("how", ["in person", "canceled"])
def test_its_alert_is_solved_when_it_is_paid_or_ended(requested, owner, commits, how):
    SandboxPayment.objects.update(state="voided")
    with commits():
        confirm_booking(requested, by=owner, now=timezone.now())
    act = mark_paid if how == "in person" else cancel_booking
    with commits():
        act(requested, by=owner, now=timezone.now())
    assert (alerts("capture_failed"), audit(timezone.now())) == ([False], [])


def test_a_reservation_that_lapses_by_itself_is_told_of_too(requested, owner, commits):
    confirm_booking(requested, by=owner, now=timezone.now())
    told(Payment.objects.get(), PaymentState.VOIDED, commits, amount_captured=Decimal(0))
    assert (alerts("capture_failed"), Message.objects.filter(kind="payment_due").count()) == ([True], 1)


def test_without_an_answer_for_long_the_owner_hears_of_a_capture(requested, owner, commits, settings):
    real, settings.SANDBOX_URL = settings.SANDBOX_URL, NOBODY
    booking = confirm_booking(requested, by=owner, now=timezone.now())
    for tries in range(ALERT_AFTER):
        assert alerts("capture_failed") == []
        settle_booking(booking, now=timezone.now() + timedelta(hours=tries))
    assert alerts("capture_failed") == [True]
    settings.SANDBOX_URL = real
    settle_booking(booking, now=timezone.now())
    assert (alerts("capture_failed"), Payment.objects.get().state) == ([False], "captured")


def test_without_an_answer_for_long_the_owner_hears_of_a_refund(paid, owner, commits, settings, client):
    real, settings.SANDBOX_URL = settings.SANDBOX_URL, NOBODY
    cancel_booking(paid, by=owner, now=timezone.now(), with_refund=True)
    settle_booking(Booking.objects.get(), now=timezone.now())
    for tries in range(ALERT_AFTER):
        assert alerts("refund_failed") == []
        carry_out_refund(Refund.objects.get(), now=timezone.now() + timedelta(hours=tries))
    assert alerts("refund_failed") == [True]
    settings.SANDBOX_URL = real
    carry_out_refund(Refund.objects.get(), now=timezone.now())
    assert (alerts("refund_failed"), Refund.objects.get().state) == ([False], "done")
    page = words(client.get(links.path(paid)))
    assert page.count("€55.00 went back the way you paid. Your bank may take some days to show it.") == 1


def test_what_was_given_back_at_the_providers_own_page_is_ours_too(paid, commits):
    told(Payment.objects.get(), PaymentState.PARTLY_REFUNDED, commits, amount_refunded=Decimal(15))
    paid.refresh_from_db()
    assert (paid.amount_refunded, Payment.objects.get().state) == (15, "partly_refunded")
    assert list(Refund.objects.values_list("reason", "amount", "state")) == [("AT_PROVIDER", 15, "done")]
    assert Message.objects.filter(kind="payment_refunded").count() == 1
    assert audit(timezone.now()) == []


def test_a_refund_the_bank_refused_is_replaced_by_what_went_back_there(paid, owner, commits):
    SandboxPayment.objects.update(state="failed")
    with commits():
        cancel_booking(paid, by=owner, now=timezone.now(), with_refund=True)
    assert (Refund.objects.get().state, alerts("refund_failed")) == ("failed", [True])
    told(Payment.objects.get(), PaymentState.REFUNDED, commits, amount_refunded=Decimal(55))
    assert list(Refund.objects.order_by("pk").values_list("state", flat=True)) == ["replaced", "done"]
    assert (alerts("refund_failed"), audit(timezone.now())) == ([False], [])


def test_what_is_disputed_is_left_alone_and_the_owner_told(paid, owner, commits):
    told(Payment.objects.get(), PaymentState.DISPUTED, commits)
    with commits():
        cancel_booking(paid, by=owner, now=timezone.now(), with_refund=True)
    assert (Refund.objects.count(), alerts("disputed")) == (0, [True])


def test_a_dispute_that_was_won_goes_on_where_it_was(paid, owner, commits):
    told(Payment.objects.get(), PaymentState.DISPUTED, commits)
    with commits():
        cancel_booking(paid, by=owner, now=timezone.now(), with_refund=True)
    told(Payment.objects.get(), PaymentState.CAPTURED, commits)
    paid.refresh_from_db()
    assert (paid.amount_refunded, alerts("disputed"), Payment.objects.get().state) == (55, [False], "refunded")


def test_a_dispute_that_was_lost_has_taken_the_money_and_the_booking_owes_it(paid, commits, client):
    told(Payment.objects.get(), PaymentState.DISPUTED, commits)
    told(Payment.objects.get(), PaymentState.REFUNDED, commits, amount_refunded=Decimal(55))
    paid.refresh_from_db()
    assert (paid.status, paid.amount_refunded, paid.payment_status) == ("confirmed", 55, "refunded")
    assert Alert.objects.get(solved_at=None).text.startswith("The dispute is lost: €55.00 of payment")
    assert (Message.objects.filter(kind="payment_refunded").count(), audit(timezone.now())) == (0, [])


@pytest.mark.parametrize("other", [{"amount": Decimal(99)}, {"currency": "USD"}])
def test_another_amount_or_currency_is_no_payment_and_is_not_waited_for(other, client, sandbox_online, commits):
    checkout, booking = opened(online_service())
    payment = begun(checkout, "everything")
    told(payment, PaymentState.CAPTURED, commits, **other)
    booking.refresh_from_db()
    assert (booking.status, booking.amount_paid, alerts("mismatch")) == ("created", 0, [True])
    SandboxPayment.objects.update(amount=9900)
    page = words(client.get(reverse("checkout:done", args=[checkout.token])))
    assert (page.count("We are looking at your payment</h1>"), page.count('http-equiv="refresh"')) == (1, 0)


def test_the_same_other_amount_told_again_is_one_alert(sandbox_online, commits):
    payment = begun(opened(online_service())[0], "everything")
    for _ in range(2):
        told(payment, PaymentState.CAPTURED, commits, amount=Decimal(99))
    assert alerts("mismatch") == [True]


def test_late_money_goes_back_and_the_mail_says_so(sandbox_online, commits, mailoutbox, owner):
    checkout, booking = opened(online_service())
    payment = begun(checkout, "everything")
    with commits():
        cancel_booking(booking, by=owner, now=timezone.now())
    told(payment, PaymentState.CAPTURED, commits)
    booking.refresh_from_db()
    assert (booking.status, booking.amount_paid, booking.amount_refunded) == ("canceled", 55, 0)
    late = "Your payment arrived after this booking had ended. All of it goes back to you."
    assert sum(mail.body.count(late) for mail in mailoutbox) == 1
