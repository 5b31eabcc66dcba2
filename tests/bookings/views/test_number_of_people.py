"""A customer changes how many people come: the cost is shown first, and what was shown is done."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.errors import MoneyOnItsWay
from bookings.models import Booking
from tests.bookings.lifecycle.parties import PAID, class_of, standing
from tests.factories import BookingChoiceFactory, BookingFactory, ServiceFactory, SessionFactory, VariantFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def booking():
    session = class_of(capacity=4)
    return standing(session, cancel_until=session.starts_at, **PAID)


def address(booking):
    return reverse("bookings:participants", args=[links.token(booking)])


def send(client, booking, people=None, *, revision=1, **data):
    data |= {"people": people} if people is not None else {}
    return client.post(address(booking), {"revision": revision, **data})


def confirm(client, booking, people=None, **data):
    """Both presses."""
    seen = send(client, booking, people, **data).context["preview"].seen
    return send(client, booking, people, seen=seen, **data)


def text(response):
    return response.content.decode().replace("\u00a0", " ")


def test_the_first_press_shows_what_goes_back_and_changes_nothing(client, booking):
    shown = send(client, booking, 1).context["preview"]
    booking.refresh_from_db()
    assert (booking.revision, shown.sum) == (1, ("Back to you", "€40.00"))
    assert shown.rows == [("Now", "2 people, €80.00"), ("Then", "1 person, €40.00"), ("Paid", "€80.00")]
    assert shown.sentences == ["€40.00 comes back the way you paid.", "The place opens to others at once."]


def test_the_second_does_it_and_leads_to_the_page(client, booking):
    response = confirm(client, booking, 1)
    booking.refresh_from_db()
    assert (response.status_code, response["Location"]) == (303, links.path(booking))
    assert (booking.total_participants, booking.price) == (1, 40)


def test_more_people_are_paid_for_at_the_visit(client, booking):
    shown = send(client, booking, 3).context["preview"]
    assert (shown.sum, shown.sentences) == (("Still to pay", "€40.00"), ["You pay the rest at the visit."])


def test_another_sum_than_was_shown_is_shown_before_it_is_done(client, booking):
    response = send(client, booking, 1, seen="40.000/0.000/80.000/0.000")
    booking.refresh_from_db()
    assert (response.status_code, booking.revision) == (200, 1)
    assert response.context["preview"].sum == ("Back to you", "€40.00")


def test_too_many_are_said_at_the_field_and_what_was_chosen_stays(client, booking):
    response = send(client, booking, 6)
    assert response.status_code == 409
    assert response.context["form"].errors == {"people": ["Only 2 places are left."]}
    assert '<option value="6" selected>' in text(response)


@pytest.mark.parametrize("people", ["", "0", "-1", "many", "7", "9" * 30])
def test_what_is_no_number_is_asked_for_again(client, booking, people):
    assert send(client, booking, people).status_code == 422


def test_the_same_number_is_no_change(client, booking):
    response = send(client, booking, 2)
    assert (response.status_code, list(response.context["form"].errors)) == (409, ["people"])


def test_a_stale_page_shows_the_present_state_and_asks_again(client, booking):
    Booking.objects.update(revision=4, total_participants=3)
    response = send(client, booking, 1)
    booking.refresh_from_db()
    assert (response.status_code, booking.total_participants) == (409, 3)
    assert ("This booking has changed" in text(response), 'name="revision" value="4"' in text(response)) == (
        True,
        True,
    )


def test_late_what_is_kept_is_said_before(client):
    session = class_of(policy={"late_cancel": "keep_all"})
    booking = standing(session, cancel_until=timezone.now() - timedelta(hours=1), **PAID)
    shown = send(client, booking, 1).context["preview"]
    assert ("Kept by Estudio Argumosa", "€40.00") in shown.rows
    assert shown.sentences[0] == "€40.00 of what you paid stays with Estudio Argumosa."


def test_while_money_is_on_its_way_back_more_people_are_refused_before_anything_is_shown(client, booking):
    confirm(client, booking, 1)
    response = send(client, booking, 2, revision=2)
    assert (response.status_code, response.context["preview"]) == (409, None)
    assert response.context["form"].errors == {"people": [str(MoneyOnItsWay())]}


def test_what_was_not_given_back_in_person_yet_is_shown_as_paid(client, booking):
    Booking.objects.update(selected_payment_option="offline", amount_in_hand=Decimal(80))
    confirm(client, booking, 1)
    shown = send(client, booking, 2, revision=2).context["preview"]
    assert (shown.rows[2], shown.sum) == (("Paid", "€80.00"), ("Still to pay", "€0.00"))


def test_what_was_paid_in_person_comes_back_in_person(client, booking):
    Booking.objects.update(selected_payment_option="offline", amount_in_hand=Decimal(80))
    assert send(client, booking, 1).context["preview"].sentences[0] == (
        "Estudio Argumosa gives you back €40.00 in person."
    )


def test_of_a_reserved_card_only_the_smaller_price_is_taken(client, booking):
    Booking.objects.update(amount_paid=0, amount_authorised=Decimal(80), status="pending")
    shown = send(client, booking, 1).context["preview"]
    assert shown.sentences[0] == "Of the €80.00 reserved on your card only €40.00 is taken."


def test_each_choice_has_its_own_field_with_its_price(client):
    session = class_of(rate="varied", variant_option="Age")
    adult, child = (VariantFactory(service=session.service, name=name) for name in ("Adult", "Child"))
    booking = standing(session, 2, price=Decimal(60), cancel_until=session.starts_at)
    BookingChoiceFactory(booking=booking, variant=adult, participants=2, price=Decimal(30))
    assert "Adult, €30.00" in text(client.get(address(booking)))
    counts = {f"c{adult.pk}": 1, f"c{child.pk}": 2}
    response = confirm(client, booking, **counts)
    booking.refresh_from_db()
    assert (response.status_code, booking.total_participants, booking.price) == (303, 3, 70)
    nobody = send(client, booking, revision=2, **{f"c{adult.pk}": 0, f"c{child.pk}": 0})
    assert (nobody.status_code, list(nobody.context["form"].errors)) == (409, [f"c{adult.pk}"])


def test_after_the_cutoff_the_page_says_since_when(client):
    session = class_of(policy={"max_participants": 2})
    booking = standing(session, cancel_until=timezone.now() - timedelta(hours=1))
    offer = client.get(links.path(booking)).context["people"]
    assert (offer.open, offer.sentence.startswith("Until ")) == (False, True)
    assert (client.get(address(booking)).status_code, send(client, booking, 1).status_code) == (303, 409)


def test_one_person_on_a_service_for_one_is_not_asked_about_it(client):
    booking = standing(class_of(policy={"max_participants": 1}), 1)
    assert client.get(links.path(booking)).context["people"] is None


def test_a_course_changes_its_number_too(client):
    service = ServiceFactory(course=True, policy__max_participants=4)
    SessionFactory(service=service)
    booking = BookingFactory(service=service, standing=True)
    response = confirm(client, booking, 2)
    booking.refresh_from_db()
    assert (response.status_code, booking.total_participants, booking.price) == (303, 2, 80)
