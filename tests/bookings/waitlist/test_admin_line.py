"""The owner's page of a waitlist: add, move, remove, offer now (domain.md section 7)."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings.models import Booking, Message, MessageKind, Session, Waiting
from bookings.states import Status
from bookings.waitlist import pass_offer
from tests.bookings.waitlist.waiting import a_class, cancel_one, join, line, offered, status_of
from tests.factories import OwnerFactory, UserFactory, VariantFactory

pytestmark = pytest.mark.django_db
NEW = {"act": "add", "first_name": "Dora", "email": "dora@example.com", "people": "1"}


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


def address(session):
    return reverse("admin:bookings_session_waitlist", args=[session.pk])


def act(client, session, name, booking, **said):
    return client.post(address(session), {"act": name, "booking": booking.pk} | said)


def test_the_page_shows_the_line_and_what_was_offered(desk):
    session = a_class()
    join(session, "Ada")
    join(session, "Ben")
    cancel_one(session)
    page = desk.get(address(session)).content.decode()
    assert "1 person: has an offer until 12:10" in page
    assert "1 person: not asked yet" in page
    assert page.index("Ada") < page.index("Ben")


def test_who_has_an_offer_stands_apart_and_is_not_moved(desk):
    session = a_class()
    for name in ("Ada", "Ben", "Cleo"):
        join(session, name)
    cancel_one(session)
    response = desk.get(address(session))
    page = response.content.decode()
    names = [[row["waiting"].booking.first_name for row in response.context[part]] for part in ("asked", "rows")]
    assert names == [["Ada"], ["Ben", "Cleo"]]
    assert (page.count('value="up"'), page.count('value="down"'), page.count('value="remove"')) == (1, 1, 3)


@pytest.mark.parametrize(("clock", "said"), [("22:30", True), ("07:59", True), ("08:00", False), ("12:00", False)])
def test_by_night_the_page_says_from_when_offers_go_out(desk, noon, clock, said):
    session = a_class()
    join(session, "Ada")
    noon.move_to(datetime.fromisoformat(f"2026-03-24T{clock}+01:00"), tick=False)
    assert ("Offers go out from 08:00" in desk.get(address(session)).content.decode()) is said


def test_a_line_that_nobody_is_asked_from_before_it_closes_promises_nothing(desk, noon):
    session = a_class()
    join(session, "Ada")
    noon.move_to(session.starts_at.replace(hour=1), tick=False)
    Session.objects.update(starts_at=session.starts_at.replace(hour=4))
    assert "Offers go out" not in desk.get(address(session)).content.decode()


def test_the_dates_page_leads_to_it(desk):
    session = a_class()
    page = desk.get(reverse("admin:bookings_session_change", args=[session.pk])).content.decode()
    assert f'href="{address(session)}"' in page


def test_somebody_is_added(desk):
    session = a_class(waitlist_capacity=1)
    join(session, "Ada")
    assert desk.post(address(session), NEW | {"phone": "612 34 56 78", "text_offers": "on"}).status_code == 302
    assert line(session) == ["Ada", "Dora"]
    waiting = Waiting.objects.get(rank=2)
    assert (str(waiting.booking.phone), waiting.text_offers) == ("+34612345678", True)


def test_of_a_class_with_choices_so_many_of_each_are_added(desk):
    session = a_class()
    session.service.rate = "varied"
    session.service.save()
    child = VariantFactory(service=session.service, name="Child", price=10)
    desk.post(address(session), NEW | {f"variant_{child.pk}": "2"})
    assert Booking.objects.get(status=Status.WAITING_LIST).total_participants == 2


@pytest.mark.parametrize(
    ("answers", "sentence"), [({"email": "dora"}, "valid email"), ({"people": "9"}, "more people")]
)
def test_what_can_not_be_added_is_said_and_kept(desk, answers, sentence):
    session = a_class()
    response = desk.post(address(session), NEW | answers)
    assert (response.status_code, line(session)) == (422, [])
    assert sentence in response.content.decode()
    assert 'value="Dora"' in response.content.decode()


def test_somebody_is_moved(desk):
    session = a_class()
    ada, _ben = join(session, "Ada"), join(session, "Ben")
    act(desk, session, "down", ada)
    assert line(session) == ["Ben", "Ada"]
    act(desk, session, "up", ada)
    assert line(session) == ["Ada", "Ben"]


def test_somebody_is_removed_with_the_owners_words(desk):
    session = a_class()
    ada = join(session, "Ada")
    act(desk, session, "remove", ada, words="See you next week.")
    assert (status_of(ada), line(session)) == (Status.DECLINED, [])
    assert Message.objects.get(kind=MessageKind.DECLINED).facts == {
        "waitlist": "removed",
        "words": "See you next week.",
    }


def test_a_place_is_offered_again(desk):
    session = a_class()
    ada = join(session, "Ada")
    cancel_one(session)
    pass_offer(ada, now=timezone.now())
    act(desk, session, "offer", ada)
    assert offered(session) == ["Ada"]


def test_nothing_is_offered_where_nothing_is_free(desk):
    session = a_class()
    response = act(desk, session, "offer", join(session, "Ada"))
    assert (response.status_code, offered(session)) == (422, [])
    assert "This class is full." in response.content.decode()


def test_opening_the_page_does_nothing(desk):
    session = a_class()
    ada = join(session, "Ada")
    desk.get(address(session), {"act": "remove", "booking": ada.pk})
    assert status_of(ada) == Status.WAITING_LIST


def test_a_booking_of_another_date_is_not_found(desk):
    assert act(desk, a_class(), "remove", join(a_class(), "Ada")).status_code == 404


def test_who_may_only_look_changes_nothing(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    session = a_class()
    ada = join(session, "Ada")
    assert "Remove" not in client.get(address(session)).content.decode()
    assert act(client, session, "remove", ada).status_code == 403
    assert status_of(ada) == Status.WAITING_LIST


def test_who_may_not_see_bookings_sees_no_line(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_session"]))
    assert client.get(address(a_class())).status_code == 403
