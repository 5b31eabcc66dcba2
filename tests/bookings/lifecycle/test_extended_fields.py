"""update_extended_fields: an owner's own fields on a booking (domain.md section 3)."""

import pytest

from bookings.actors import Actor
from bookings.errors import InvalidMove, InvalidRequest, RevisionConflict, UnauthorizedOperation
from bookings.lifecycle import update_extended_fields
from bookings.lifecycle.extended_fields import judge
from tests.bookings.sessions.making import owner
from tests.factories import BookingFactory, FieldNamespaceFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def crm():
    return FieldNamespaceFactory(name="crm")


def update(booking, data, namespace="crm", by=None, **kwargs):
    return update_extended_fields(booking, namespace, data, by=by or owner(), now=booking.created_at, **kwargs)


def test_the_data_are_kept_under_their_namespace(crm):
    FieldNamespaceFactory(name="lab")
    booking = update(BookingFactory(), {"card": "A1"})
    assert update(booking, {"card": "B2"}, "lab").extended_fields == {"crm": {"card": "A1"}, "lab": {"card": "B2"}}


def test_they_replace_what_the_namespace_had(crm):
    crm.schema = {"type": "object"}
    crm.save()
    booking = update(BookingFactory(), {"card": "A1", "since": 2020})
    assert update(booking, {"card": "B2"}).extended_fields == {"crm": {"card": "B2"}}


@pytest.mark.parametrize("nothing", [{}, None])
def test_nothing_removes_them(crm, nothing):
    booking = update(BookingFactory(), {"card": "A1"})
    assert update(booking, nothing).extended_fields == {}


def test_the_step_names_the_namespace_and_no_value(crm):
    booking = update(update(BookingFactory(), {"card": "A1"}), {"card": "B2"})
    told = booking.events.order_by("revision").values_list("revision", "kind", "before", "after")
    name = {"extended_fields": "crm"}
    assert list(told) == [(2, "updated", {}, name), (3, "updated", name, name)]


def test_the_same_again_changes_nothing(crm):
    booking = update(BookingFactory(), {"card": "A1"})
    assert (update(booking, {"card": "A1"}).revision, booking.events.count()) == (2, 1)


def test_a_namespace_that_nobody_declared_is_refused(crm):
    for data in ({"card": "A1"}, {}):
        with pytest.raises(InvalidRequest) as caught:
            update(BookingFactory(), data, "erp")
        assert caught.value.field == "namespace"


def test_what_does_not_fit_is_said_at_its_field(crm):
    booking = BookingFactory()
    with pytest.raises(InvalidRequest, match="Card can have at most 20 characters; this has 21") as caught:
        update(booking, {"card": "x" * 21})
    booking.refresh_from_db()
    assert (caught.value.field, booking.extended_fields, booking.revision) == ("card", {}, 1)


def test_a_schema_that_has_changed_since_is_asked_again(crm):
    judged = judge("crm", {"card": "x" * 20})
    crm.schema["properties"]["card"]["maxLength"] = 19
    with pytest.raises(InvalidRequest, match="Card can have at most 19 characters; this has 20"):
        judged.fitting(crm, {"card": "x" * 20})


def test_a_namespace_declared_meanwhile_is_asked():
    judged = judge("crm", {"card": "x" * 21})
    with pytest.raises(InvalidRequest, match="Card can have at most 20 characters"):
        judged.fitting(FieldNamespaceFactory(name="crm"), {"card": "x" * 21})


@pytest.mark.parametrize(
    "data", [["card"], {"card": 10**400}, {"card": float("nan")}, {"card": "\x00"}, {"card": object()}, "card"]
)
def test_what_can_not_be_kept_is_refused(crm, data):
    with pytest.raises(InvalidRequest) as caught:
        update(BookingFactory(), data)
    assert caught.value.field == "data"


def test_a_booking_carries_so_much_in_all():
    for name in ("crm", "lab"):
        FieldNamespaceFactory(name=name, schema={"type": "object"})
    booking = update(BookingFactory(), {"note": "x" * 5000})
    with pytest.raises(InvalidRequest, match="at most 8 KB"):
        update(booking, {"note": "x" * 5000}, "lab")


@pytest.mark.parametrize("status", ["created", "pending", "canceled", "declined"])
def test_any_status_will_do(crm, status):
    assert update(BookingFactory(status=status), {"card": "A1"}).extended_fields == {"crm": {"card": "A1"}}


def test_an_erased_booking_takes_no_more(crm):
    booking = BookingFactory(canceled=True)
    booking.erased_at = booking.created_at
    booking.save()
    with pytest.raises(InvalidMove):
        update(booking, {"card": "A1"})


def test_an_older_form_is_told(crm):
    booking = update(BookingFactory(), {"card": "A1"}, revision=1)
    with pytest.raises(RevisionConflict):
        update(booking, {"card": "B2"}, revision=1)


def test_customers_never_and_staff_with_the_permission(crm):
    booking = BookingFactory()
    for by in (Actor.visitor(), Actor.owner(UserFactory(staff=True))):
        with pytest.raises(UnauthorizedOperation):
            update(booking, {"card": "A1"}, by=by)
    staff = Actor.owner(UserFactory(staff=True, permissions=["bookings.change_booking"]))
    assert update(booking, {"card": "A1"}, by=staff).revision == 2
