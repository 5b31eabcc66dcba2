"""The page to join a waitlist (journeys.md C10)."""

from uuid import uuid4

import pytest
from django.urls import reverse

from bookings import links
from bookings.models import Booking, Waiting
from bookings.states import Status
from tests.bookings.waitlist.waiting import NOON, a_class, join, standing
from tests.checkout.walk import filled, words
from tests.factories import QuestionFactory, VariantFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def noon(time_machine):
    time_machine.move_to(NOON, tick=False)


def address(session):
    return reverse("checkout:join", args=[session.pk])


def send(client, session, **answers):
    return client.post(address(session), filled(token=str(uuid4())) | answers)


def waits():
    return Booking.objects.get(status=Status.WAITING_LIST)


def test_the_page_says_how_many_wait_and_how_long_an_offer_stands(client):
    session = a_class()
    join(session, "Ben")
    page = words(client.get(address(session)))
    assert "This class is full, and one booking waits before you." in page
    assert "you have 10 minutes to take it." in page


def test_opening_the_page_changes_nothing(client):
    assert client.get(address(a_class())).status_code == 200
    assert not Booking.objects.filter(status=Status.WAITING_LIST).exists()


def test_sending_it_leads_to_the_bookings_own_page(client):
    session = a_class()
    response = send(client, session, phone="612 34 56 78", text_offers="on")
    booking = waits()
    assert (response.status_code, response.url) == (303, links.path(booking))
    assert (booking.first_name, str(booking.phone)) == ("Ada", "+34612345678")
    assert Waiting.objects.get().text_offers is True


def test_without_the_tick_no_offer_comes_by_text(client):
    send(client, a_class(), phone="612 34 56 78")
    assert Waiting.objects.get().text_offers is False


def test_texts_need_a_number_or_are_given_up(client):
    session = a_class()
    refused = send(client, session, text_offers="on")
    assert (refused.status_code, words(refused).count("Write the number for the texts, or untick them.")) == (422, 2)
    assert send(client, session, text_offers="on", without_text="1").status_code == 303
    assert Waiting.objects.get().text_offers is False


def test_the_party_of_the_address_stands_in_the_form(client):
    page = words(client.get(address(a_class(places=4)) + "?n=3"))
    assert "<option selected>3</option>" in page


def test_the_party_that_was_sent_waits(client):
    send(client, a_class(places=4), n="3")
    assert waits().total_participants == 3


def test_of_a_class_with_choices_each_is_asked_for(client):
    session = a_class(places=4)
    session.service.rate = "varied"
    session.service.save()
    adult = VariantFactory(service=session.service, name="Adult", price=20)
    child = VariantFactory(service=session.service, name="Child", price=10)
    assert send(client, session, **{f"v{adult.pk}": "1", f"v{child.pk}": "2"}).status_code == 303
    assert (waits().total_participants, waits().price) == (3, 40)


def test_the_owners_questions_are_asked(client):
    session = a_class()
    question = QuestionFactory(service=session.service, label="Any injuries?", required=True)
    assert send(client, session).status_code == 422
    assert send(client, session, **{f"question_{question.pk}": "None"}).status_code == 303
    assert waits().answers == [{"label": "Any injuries?", "answer": "None"}]


def test_a_wrong_answer_keeps_what_was_typed(client):
    response = send(client, a_class(), email="ada@", name="Ada Lovelace")
    assert response.status_code == 422
    assert words(response).count('value="Ada Lovelace"') == 1


def test_the_same_form_twice_is_one_place_in_line(client):
    session, token = a_class(), str(uuid4())
    first, second = (send(client, session, token=token) for _ in range(2))
    assert (first.url, second.url) == (links.path(waits()), links.path(waits()))


@pytest.mark.parametrize("method", ["get", "post"])
def test_where_a_place_is_free_it_leads_to_booking_it(client, method):
    session = a_class(places=3, taken=2)
    response = getattr(client, method)(address(session), filled(n="1"))
    assert response.status_code == 409
    assert "A place is free now, so there is nothing to wait for: book it." in words(response)
    assert f'href="/services/{session.service.slug}/?s={session.pk}"' in words(response)


def test_a_line_that_filled_up_meanwhile_says_so(client):
    session = a_class(waitlist_capacity=1)
    join(session, "Ben")
    response = send(client, session)
    assert response.status_code == 409
    assert "The waitlist of this class is full." in words(response)
    assert 'value="Ada Lovelace"' in words(response)


def test_an_email_that_waits_already_is_told_so_and_not_whose_place_it_is(client):
    session = a_class()
    first = send(client, session)
    response = send(client, session, name="Somebody Else")
    said = "This email is on the waitlist of this class already. The link to it is in the mail that we sent."
    assert (response.status_code, words(response).count(said)) == (409, 1)
    assert (first.url in words(response), 'value="Somebody Else"' in words(response)) == (False, True)


def test_a_machine_that_fills_in_forms_is_asked_again(client):
    assert send(client, a_class(), website="http://spam.example").status_code == 422


def test_what_is_no_class_to_come_has_no_page(client):
    session = a_class()
    session.service.hidden = True
    session.service.save()
    assert client.get(address(session)).status_code == 404
    assert client.get(reverse("checkout:join", args=[0])).status_code == 404


def test_the_page_asks_the_database_the_same_whatever_waits(client, django_assert_max_num_queries):
    session = a_class(places=9, waitlist_capacity=20)
    for _ in range(8):
        standing(session, status=Status.WAITING_LIST, takes_places=False)
    with django_assert_max_num_queries(12):
        client.get(address(session))
