"""The page on which an owner declares extra fields."""

import json

import pytest
from django.urls import reverse

from bookings.admin.namespaces import EXAMPLE
from bookings.extended_schema import schema_problem
from bookings.models import FieldNamespace
from tests.factories import BookingFactory, FieldNamespaceFactory, OwnerFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = reverse("admin:bookings_fieldnamespace_changelist")
ADD = reverse("admin:bookings_fieldnamespace_add")
WIDE = {"type": "object", "properties": {"card": {"type": "string"}}}


@pytest.fixture
def desk(client):
    client.force_login(OwnerFactory())
    return client


def page_of(namespace, what="change"):
    return reverse(f"admin:bookings_fieldnamespace_{what}", args=[namespace.pk])


def errors(answer):
    return answer.context["adminform"].form.errors


def test_it_begins_with_an_example_that_can_be_used(desk):
    assert json.loads(desk.get(ADD).context["adminform"].form["schema"].value()) == EXAMPLE
    assert schema_problem(EXAMPLE) == ""


def test_a_namespace_is_declared(desk):
    assert desk.post(ADD, {"name": "crm", "schema": json.dumps(WIDE)}).url == LIST
    assert FieldNamespace.objects.values_list("name", "schema").get() == ("crm", WIDE)


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ('{\n  "type": "object",\n  oops\n}', "This is not JSON: line 3, sign 3 (Expecting property name"),
        ('{"type": "object", "properties": {"a": {"$ref": "#"}}}', "At a: “$ref” can't be used here."),
        ("[" * 5000, "This is nested too deep, or has a number too long."),
        ("7" * 5000, "This is nested too deep, or has a number too long."),
        ("7", "The schema is a JSON object"),
        ("[]", "The schema is a JSON object, such as {“type”: “object”}."),
        ("{}", "The schema describes an object: its “type” has to be “object”."),
        ('{"type": "objekt"}', "The schema describes an object: its “type” has to be “object”."),
        ("", "This field is required."),
    ],
)
def test_a_slip_is_said_at_the_schema_and_what_was_typed_stays(desk, schema, said):
    answer = desk.post(ADD, {"name": "crm", "schema": schema})
    assert errors(answer)["schema"][0].startswith(said)
    assert answer.context["adminform"].form["schema"].value() == schema


@pytest.mark.parametrize("name", ["CRM", "2", "a b", "a" * 41, ""])
def test_a_name_is_small_letters(desk, name):
    assert list(errors(desk.post(ADD, {"name": name, "schema": json.dumps(WIDE)}))) == ["name"]


def test_the_name_stays(desk):
    crm = FieldNamespaceFactory(name="crm")
    desk.post(page_of(crm), {"name": "erp", "schema": json.dumps(WIDE)})
    crm.refresh_from_db()
    assert (crm.name, crm.schema) == ("crm", WIDE)


def test_it_is_not_narrowed_under_the_bookings_that_carry_it(desk):
    crm = FieldNamespaceFactory(name="crm", schema=WIDE)
    for code, card in (("K7M-4QD", "ABCDE"), ("K7M-4QE", "ABCDEF"), ("K7M-4QF", "AB")):
        BookingFactory(extended_fields={"crm": {"card": card}}, code=code)
    narrow = {"type": "object", "properties": {"card": {"type": "string", "maxLength": 3}}}
    said = (
        "2 bookings carry values that would not fit any more, the first is K7M-4QD: card can have at most 3"
        " characters; this has 5. Change them first."
    )
    assert errors(desk.post(page_of(crm), {"schema": json.dumps(narrow)})) == {"schema": [said]}
    crm.refresh_from_db()
    assert crm.schema == WIDE


def test_it_is_not_deleted_while_bookings_carry_it(desk):
    crm = FieldNamespaceFactory(name="crm")
    booking = BookingFactory(extended_fields={"crm": {"card": "A"}})
    answer = desk.post(page_of(crm, "delete"), {"post": "yes"}, follow=True)
    assert "1 booking carries these fields. Remove them there first." in answer.content.decode()
    booking.extended_fields = {}
    booking.save()
    desk.post(page_of(crm, "delete"), {"post": "yes"})
    assert FieldNamespace.objects.count() == 0


def test_it_needs_its_own_permission(client):
    client.force_login(UserFactory(staff=True, permissions=["bookings.change_booking"]))
    assert (client.get(ADD).status_code, client.get(LIST).status_code) == (403, 403)


def test_who_may_not_delete_it_hears_nothing_of_bookings(client):
    crm = FieldNamespaceFactory(name="crm")
    BookingFactory(extended_fields={"crm": {"card": "A"}})
    client.force_login(UserFactory(staff=True, permissions=["bookings.view_fieldnamespace"]))
    assert client.post(page_of(crm, "delete"), {"post": "yes"}).status_code == 403
