"""A customer looks for another time of an appointment: the service's own picker (journeys.md C9)."""

from decimal import Decimal

import pytest

from bookings import links
from tests.bookings.lifecycle.times import movable, visit
from tests.bookings.views.asking import at, clocks
from tests.bookings.views.moving import address, look, text
from tests.factories import (
    BookingChoiceFactory,
    LocationFactory,
    ResourceFactory,
    VariantFactory,
    hour,
    next_monday,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
SIX = {"max_participants": 6}


@pytest.fixture
def hourly(anna):
    return visit(anna, slot_step_minutes=60)


def test_its_page_leads_there_and_says_until_when(client, hourly):
    booking = movable(hourly)
    another = client.get(links.path(booking)).context["another"]
    assert (another.open, another.title, another.button) == (True, "Another time", "Choose another time")
    assert another.sentence.replace("\u00a0", " ").startswith("You can take another time until ")


def test_it_opens_at_the_day_it_has_without_the_time_it_has(client, hourly):
    response = look(client, movable(hourly))
    assert (response.status_code, response.context["day"]) == (200, next_monday())
    assert clocks(response) == ["09:00", "11:00", "12:00", "13:00", "14:00", "15:00", "16:00"]


def test_what_it_takes_itself_is_free_for_it_in_part(client):
    booking = movable(visit(slot_step_minutes=30))
    assert clocks(look(client, booking))[:4] == ["09:00", "09:30", "10:30", "11:00"]


def test_what_others_have_is_not(client, hourly):
    movable(hourly, "12:00")
    assert "12:00" not in clocks(look(client, movable(hourly)))


def test_the_time_it_has_may_be_had_with_somebody_else(client, anna, ben):
    service = visit(anna, ResourceFactory(name="Carla"), slot_step_minutes=60)
    service.requirement_groups.update(customer_chooses=True)
    booking = movable(service, resource=anna)
    carla = service.requirement_groups.get().resources.get(name="Carla")
    offered = [clocks(look(client, booking, who=who, day=next_monday())) for who in ("", anna.pk, carla.pk)]
    assert ["10:00" in times for times in offered] == [False, False, True]


def test_who_was_chosen_is_chosen_again(client, anna):
    service = visit(anna, ResourceFactory(name="Carla"))
    service.requirement_groups.update(customer_chooses=True)
    people = look(client, movable(service, resource=anna, chosen_resources=[anna.pk])).context["people"]
    assert [row["name"] for row in people if row["chosen"]] == ["Anna"]


def test_it_is_as_long_as_it_was(client, hourly):
    booking = movable(hourly)
    hourly.duration_minutes = 120
    hourly.save()
    slip = look(client, booking, day=next_monday(), t=at("16:00")).context["slip"]
    assert slip["when"][1] == "16:00 to 17:00"


def test_the_slip_shows_before_and_after(client, hourly):
    slip = look(client, movable(hourly), day=next_monday(), t=at("12:00")).context["slip"]
    day = f"{hour('12:00'):%a %-d %B}".replace(" ", "\u00a0", 0)
    rows = [(term, value.replace("\u00a0", " ")) for term, value in slip["rows"]]
    assert rows == [("Now", f"{day}, 10:00 with Anna"), ("New", f"{day}, 12:00")]
    assert (slip["cta"]["label"], slip["sum"]) == ("Move to this time", ("Price, as before", "€40.00"))


def test_before_it_is_asked_for_the_page_says_that_it_is_a_request_again(client, anna):
    response = look(client, movable(visit(anna, policy={"needs_approval": True})))
    assert "It becomes a request again: Estudio Argumosa answers you by email." in text(response)
    assert response.context["slip"]["cta"]["label"] == "Ask for this time"


def test_htmx_swaps_the_day_the_people_and_the_slip_and_the_address_stays_its_own(client, hourly):
    booking = movable(hourly)
    day = next_monday().isoformat()
    for target, piece in (("slots", 'id="slots"'), ("picker", 'id="picker"'), ("slip", 'id="slip"')):
        response = look(client, booking, target, day=day, was=day)
        assert (response.status_code, piece in text(response), "<html" in text(response)) == (200, True, False)
        pushed = response.headers.get("HX-Push-Url", address(booking))
        assert pushed.startswith(address(booking))


def test_nobody_keeps_it_and_nobody_indexes_it(client, hourly):
    booking = movable(hourly)
    for target in (None, "slots", "slip"):
        response = look(client, booking, target, day=next_monday())
        assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("no-store", "noindex, nofollow")


def test_people_come_as_they_came_and_others_cost_what_the_booking_cost(client):
    service = visit(policy=SIX, price=50)
    booking = movable(service, total_participants=2, price=80)
    assert look(client, booking).context["party"]["now"] == 2
    slip = look(client, booking, n=3).context["slip"]
    assert [*slip["rows"][1:], slip["sum"]] == [
        ("For", "3 people instead of 2 people"),
        ("Price", "€120.00 instead of €80.00"),
        ("Still to pay", "€120.00"),
    ]


def test_one_person_of_two_is_said_in_the_address(client):
    booking = movable(visit(policy=SIX), total_participants=2, price=80)
    response = look(client, booking, n=1)
    assert "n=1" in response.context["after"][0]
    assert "n=" not in look(client, booking).context["after"][0]


def test_choices_cost_what_they_cost_when_it_was_booked(client):
    service = visit(rate="varied", variant_option="Age", policy=SIX)
    adult, _child = (VariantFactory(service=service, name=name) for name in ("Adult", "Child"))
    booking = movable(service, total_participants=2, price=36)
    BookingChoiceFactory(booking=booking, variant=adult, name="Grown-up", price=Decimal(18), participants=2)
    rows = look(client, booking).context["party"]["rows"]
    assert [(row["label"], row["price"], row["now"]) for row in rows] == [
        ("Grown-up", "€18.00", 2),
        ("Child", "€20.00", 0),
    ]


def test_fewer_where_cancelling_is_not_allowed_is_said_before(client):
    service = visit(policy=SIX | {"customer_may_cancel": False})
    booking = movable(service, total_participants=2, price=80)
    slip = look(client, booking, n=1).context["slip"]
    assert (slip["cta"], slip["sentences"]) == (None, ["For fewer people, only we can change it."])


def test_it_may_be_at_another_place(client, anna):
    service = visit(anna)
    here, there = LocationFactory(name="Here", position=1), LocationFactory(name="There", position=2)
    service.locations.set([here, there])
    booking = movable(service, location=there)
    assert look(client, booking).context["place"].id == there.pk
    assert look(client, booking, where=here.pk).context["slip"]["rows"][-1] == ("Where", "Here")


@pytest.mark.parametrize("query", [{"day": "x"}, {"month": "9999-12"}, {"who": "0"}, {"t": "\x00"}, {"n": "0"}])
def test_garbage_in_the_address_is_left_out(client, hourly, query):
    assert look(client, movable(hourly), **query).status_code == 200


def test_opening_the_page_changes_nothing(client, hourly):
    booking = movable(hourly)
    look(client, booking, t=at("12:00"), revision=1, look=1)
    booking.refresh_from_db()
    assert (booking.revision, booking.starts_at) == (1, hour("10:00"))


@pytest.mark.parametrize("people", [1, 8])
def test_a_month_and_a_day_take_seven_questions(client, people, django_assert_num_queries):
    team = [ResourceFactory() for _ in range(people)]
    service = visit(groups=[team, [ResourceFactory(room=True)]])
    for person in team:
        movable(service, "12:00", resource=person)
    booking = movable(service)
    with django_assert_num_queries(7):
        look(client, booking)
    with django_assert_num_queries(7):
        look(client, booking, "slots", day=next_monday(), was=next_monday())
