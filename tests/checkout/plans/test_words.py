"""What a plan's booking says of its credits: on its page, before it is canceled, in the mails."""

import pytest
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking, update_number_of_participants
from bookings.messages.letters import letter
from checkout.operations.returning import return_credits
from tests.bookings.members.asking import signed_in
from tests.checkout.plans.held import holds, paid, yoga
from tests.checkout.walk import words
from tests.factories import OwnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


def plain(value):
    return str(value).replace("\u00a0", " ")


def booking_of(policy=None, **how):
    service = yoga(policy=policy)
    return paid(service, holds(service), **how)


def late(rule, **how):
    return booking_of({"late_cancel": rule, "cancel_cutoff_minutes": 30 * 24 * 60}, **how)


def cancel_part(client, booking):
    offer = client.get(links.path(booking)).context["cancel"]
    return plain(offer.sentence), plain(offer.button)


def test_before_canceling_it_says_what_comes_back(client):
    assert cancel_part(client, booking_of(people=2)) == (
        "If you cancel now, 2 credits come back to your plan. Your places open to others at once.",
        "Cancel and get 2 credits back",
    )


def test_and_what_stays_used(client):
    assert cancel_part(client, late("keep_all")) == (
        "If you cancel now, 1 credit stays used. Your place opens to others at once.",
        "Cancel this booking",
    )


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("keep_all", "After that 1 credit stays used."),
        ("keep_deposit", ""),
        ("refused", "After that only we can cancel it."),
    ],
)
def test_what_changes_at_the_cutoff(client, rule, said):
    note = plain(client.get(links.path(booking_of({"late_cancel": rule}))).context["cancel"].note)
    assert note.partition(". ")[2] == said


def receipt(client, booking):
    found = client.get(links.path(booking)).context["receipt"]
    return [(plain(term), plain(value)) for term, value in found.rows], found.sum


def test_its_receipt_is_in_credits(client):
    assert receipt(client, booking_of()) == ([("Paid with a plan", "1 credit")], ("To pay", "Nothing"))


def test_canceled_it_says_where_they_are(client):
    booking = cancel_booking(booking_of(people=2), by=Actor.visitor(), now=timezone.now())
    return_credits(booking.pk, now=timezone.now())
    assert receipt(client, booking) == ([("Paid with a plan", "2 credits"), ("Back in your plan", "2 credits")], None)


def mailed(booking, kind):
    message = booking.messages.get(kind=kind)
    return [(term, plain(value)) for term, value in letter(message, booking, timezone.now())["money"]]


def test_the_mails_say_it_too():
    booking = booking_of(people=3)
    assert mailed(booking, "confirmed") == [("Paid with your plan", "3 credits")]
    update_number_of_participants(booking, total_participants=2, by=Actor.visitor(), now=timezone.now())
    assert mailed(booking, "participants_changed") == [
        ("Paid with your plan", "2 credits"),
        ("Back in your plan", "1 credit"),
    ]
    booking.refresh_from_db()
    booking = cancel_booking(booking, by=Actor.visitor(), now=timezone.now())
    assert mailed(booking, "canceled") == [("Back in your plan", "2 credits")]


def test_who_leaves_late_is_told_what_stays():
    booking = late("keep_all", people=2)
    update_number_of_participants(booking, total_participants=1, by=Actor.visitor(), now=timezone.now())
    assert mailed(booking, "participants_changed") == [("Paid with your plan", "1 credit"), ("Stays used", "1 credit")]


def test_fewer_people_are_shown_in_credits_before(client):
    booking = booking_of(people=3)
    url = f"{links.path(booking)}people/"
    page = client.post(url, {"people": "1", "revision": booking.revision, "seen": ""})
    assert "2 credits come back to your plan." in words(page)


def test_more_people_are_not_offered(client):
    offer = client.get(links.path(booking_of())).context["people"]
    assert (offer.open, offer.sentence) == (
        False,
        "It is paid with a plan, for the people it has. Book others as a booking of their own.",
    )


def test_my_bookings_show_credits(client):
    booking = booking_of()
    signed_in(client, booking.contact)
    [row] = client.get("/my/").context["mine"].upcoming
    assert (plain(row.price), row.price_note) == ("1 credit", "")
    cancel_booking(booking, by=Actor.visitor(), now=timezone.now())
    [row] = client.get("/my/").context["mine"].past
    assert plain(row.price_note) == "1 credit back"


def test_the_owner_is_asked_about_credits(client):
    booking = booking_of()
    client.force_login(OwnerFactory())
    page = client.get(f"/admin/bookings/booking/{booking.pk}/act/cancel/")
    assert "Give back 1 credit" in words(page)
