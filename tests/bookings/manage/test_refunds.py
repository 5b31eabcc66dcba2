"""What the page says of money that goes back: asked for, done, or refused by the bank."""

import pytest
from django.utils import timezone

from bookings import links
from bookings.models import AlertKind
from tests.factories import AlertFactory, BookingFactory, OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
BANK = "Your bank may take some days to show it."


def said(client, booking) -> tuple[list[str], tuple[str, str] | None]:
    """(sentences, the receipt's last row)."""
    response = client.get(links.path(booking))
    for sentence in response.context["money_words"]:
        assert response.content.decode().count(sentence) == 1
    return response.context["money_words"], response.context["receipt"].sum


def canceled(**money):
    return BookingFactory(canceled=True, selected_payment_option="online", amount_paid=40, **money)


def refused(booking, **more):
    AlertFactory(booking=booking, kind=AlertKind.REFUND_FAILED, text="€40.00 could not be given back: no", **more)
    return booking


def test_a_refund_that_was_asked_for_is_not_called_done(client):
    sentence = "We have asked the bank to send €40.00 back the way you paid."
    assert said(client, canceled()) == ([sentence], ("On its way back to you", "€40.00"))


def test_one_that_is_done_says_when_the_bank_shows_it(client):
    sentence = f"€40.00 went back the way you paid. {BANK}"
    assert said(client, canceled(amount_refunded=40)) == ([sentence], None)


def test_one_that_the_bank_refused_is_not_called_on_its_way(client):
    sentence = "The bank has not taken a refund. Estudio Argumosa has been told, and settles it with you."
    assert said(client, refused(canceled())) == ([sentence], ("Not sent back by the bank", "€40.00"))


def test_after_the_owner_has_settled_it_the_page_says_so(client):
    sentence = "The bank did not take €40.00 back. Estudio Argumosa settled it another way; call us if that is not so."
    booking = refused(canceled(), solved_at=timezone.now(), solved_by=OwnerFactory())
    assert said(client, booking) == ([sentence], ("Not sent back by the bank", "€40.00"))


def test_a_part_that_is_done_and_a_part_that_was_refused_are_both_said(client):
    sentences, last = said(client, refused(canceled(amount_refunded=15)))
    assert sentences[0] == f"€15.00 went back the way you paid. {BANK}"
    assert (len(sentences), last) == (2, ("Not sent back by the bank", "€25.00"))


def test_a_refusal_on_a_booking_that_stands_is_said_on_its_ticket(client):
    sentences, last = said(client, refused(BookingFactory(confirmed=True, amount_paid=40)))
    assert (len(sentences), last) == (1, ("To pay", "Nothing"))


@pytest.mark.parametrize("money", [{"amount_paid": 0}, {"amount_paid": 40, "amount_retained": 40}])
def test_where_nothing_goes_back_nothing_is_said(client, money):
    assert said(client, BookingFactory(canceled=True, **money)) == ([], None)
