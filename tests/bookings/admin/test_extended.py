"""Extra fields on a booking's page: shown, and changed in a form."""

import pytest
from django.urls import reverse

from bookings.lifecycle import update_extended_fields
from tests.bookings.sessions.making import now, owner
from tests.factories import BookingFactory, FieldNamespaceFactory, OwnerFactory, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]
SIMPLE = {
    "type": "object",
    "properties": {
        "card": {"type": "string", "title": "Member card", "maxLength": 4},
        "born": {"type": "string", "format": "date"},
        "level": {"enum": ["new", "known"]},
        "visits": {"type": "integer", "minimum": 0},
        "weight": {"type": "number"},
        "insured": {"type": "boolean"},
    },
    "required": ["card"],
}
NESTED = {"type": "object", "properties": {"tags": {"type": "array", "items": {"type": "string"}}}}


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


def form_of(booking, name="crm"):
    return reverse("admin:bookings_booking_fields", args=[booking.pk, name])


def save(client, booking, **typed):
    return client.post(form_of(booking), {"revision": booking.revision} | typed)


def kept(booking):
    booking.refresh_from_db()
    return booking.extended_fields


def test_a_form_has_a_field_for_each_and_keeps_what_was_typed(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory()
    typed = {"x_card": "A1", "x_born": "1990-03-30", "x_level": "new", "x_visits": "2", "x_weight": "70.5"}
    answer = save(desk, booking, **typed, x_insured="false")
    assert (answer.status_code, kept(booking)) == (
        302,
        {
            "crm": {
                "card": "A1",
                "born": "1990-03-30",
                "level": "new",
                "visits": 2,
                "weight": 70.5,
                "insured": False,
            }
        },
    )


def test_it_opens_with_what_the_booking_carries(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory(extended_fields={"crm": {"card": "A1", "insured": True}})
    form = desk.get(form_of(booking)).context["form"]
    assert (form["x_card"].value(), form["x_insured"].value(), form["x_visits"].value()) == ("A1", "true", None)


def test_an_empty_form_removes_them(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory(extended_fields={"crm": {"card": "A1"}})
    assert (save(desk, booking).status_code, kept(booking)) == (302, {})


def test_all_that_is_wrong_is_said_at_its_field(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory()
    answer = save(desk, booking, x_born="30 March", x_visits="-1", x_level="new")
    assert (answer.status_code, answer.context["form"].errors) == (
        422,
        {
            "x_born": ["born has to be a date such as 2026-03-30."],
            "x_card": ["Member card is missing."],
            "x_visits": ["visits has to be at least 0."],
        },
    )
    assert kept(booking) == {}


def test_what_is_not_simple_is_typed_as_json(desk):
    FieldNamespaceFactory(name="crm", schema=NESTED)
    booking = BookingFactory()
    save(desk, booking, data='{"tags": ["a"]}')
    assert kept(booking) == {"crm": {"tags": ["a"]}}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ('{"tags":\n ["a",]}', "This is not JSON: line 2"),
        ('{"tags": [1]}', "tags, 1 has to be text."),
        ("[1]", "The fields come as an object."),
        ('{"tags": ["\\u0000"]}', "There is something in it that can't be kept as JSON"),
        (
            '{"tags": [' + "7" * 16 + "]}",
            "There is something in it that can't be kept as JSON, or a number of over 15",
        ),
        ('{"tags": ["' + "x" * 9000 + '"]}', "A booking carries at most 8 KB of extra fields."),
    ],
)
def test_a_slip_in_json_is_said_there(desk, data, said):
    FieldNamespaceFactory(name="crm", schema=NESTED)
    booking = BookingFactory()
    answer = save(desk, booking, data=data)
    assert (answer.status_code, kept(booking)) == (422, {})
    assert answer.context["form"].errors["data"][0].startswith(said)


def test_too_much_is_said_before_it_is_looked_at(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    typed = {"x_card": "x" * 9000, "x_visits": "1" + "0" * 400}
    answer = save(desk, BookingFactory(), **typed)
    said = "There is something in it that can't be kept as JSON, or a number of over 15 digits."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"__all__": [said]})
    answer = save(desk, BookingFactory(), x_card="x" * 9000)
    said = "A booking carries at most 8 KB of extra fields."
    assert (answer.status_code, answer.context["form"].errors) == (422, {"__all__": [said]})


def test_a_booking_that_carries_more_than_the_form_shows_is_typed_as_json(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory(extended_fields={"crm": {"card": "A1", "old": 1}})
    assert list(desk.get(form_of(booking)).context["form"].fields) == ["revision", "data"]


def test_an_older_form_is_told_and_what_was_typed_stays(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory()
    update_extended_fields(booking, "crm", {"card": "B2"}, by=owner(), now=now())
    answer = save(desk, booking, x_card="A1")
    assert (answer.status_code, kept(booking)) == (409, {"crm": {"card": "B2"}})
    assert 'value="A1"' in answer.content.decode()


def test_the_booking_shows_them_in_words(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory(extended_fields={"crm": {"card": "<b>A1", "insured": True, "visits": 2}})
    page = desk.get(reverse("admin:bookings_booking_change", args=[booking.pk]))
    assert page.context["extra"][0].rows == [("Member card", "<b>A1"), ("Visits", "2"), ("Insured", "yes")]
    assert "&lt;b&gt;A1" in page.content.decode()
    assert form_of(booking) in page.content.decode()


def test_an_erased_booking_is_left_alone(desk):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory(canceled=True, erased_at=now())
    page = desk.get(reverse("admin:bookings_booking_change", args=[booking.pk])).content.decode()
    assert (form_of(booking) in page, save(desk, booking, x_card="A1").status_code) == (False, 422)


def test_it_needs_the_permission_and_a_namespace(client):
    FieldNamespaceFactory(name="crm", schema=SIMPLE)
    booking = BookingFactory()
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_booking"]))
    assert save(client, booking, x_card="A1").status_code == 403
    client.force_login(OwnerFactory())
    assert client.get(form_of(booking, "erp")).status_code == 404
