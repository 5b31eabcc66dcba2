"""query_extended_bookings: bookings with what may be done to them and who came (domain.md section 3)."""

from datetime import timedelta

import pytest

from bookings.actors import Actor
from bookings.errors import InvalidRequest, UnauthorizedOperation
from bookings.manage.another_date import date_offer
from bookings.manage.cancelling import cancel_offer
from bookings.manage.people import people_offer
from bookings.models import Booking
from bookings.queries import AllowedActions, BookingFilter, allowed_actions, query_extended_bookings
from tests.bookings.sessions.making import a_class, a_course, booked, now, owner
from tests.factories import (
    AttendanceFactory,
    BookingFactory,
    ContactFactory,
    OccupancyFactory,
    ResourceFactory,
    ServiceFactory,
    UserFactory,
    hour,
)

pytestmark = pytest.mark.django_db
EVERYTHING = {"customer_may_cancel": True, "customer_may_reschedule": True, "max_participants": 3}


def rules(policy):
    return {f"policy__{name}": value for name, value in policy.items()}


def found(by=None, **asked):
    page = query_extended_bookings(BookingFilter(**asked), by=by or owner(), now=now())
    return [each.booking for each in page.bookings]


def test_they_come_in_the_order_of_time():
    later, sooner = BookingFactory(starts_at=hour("12:00")), BookingFactory(starts_at=hour("09:00"))
    assert (found(), found(sort="-starts_at")) == ([sooner, later], [later, sooner])


def test_by_status_contact_email_service_and_code():
    ana, _other = BookingFactory(pending=True, code="AB12CD3", email="Ana@example.com"), BookingFactory()
    for asked in (
        {"statuses": ["pending", "confirmed"]},
        {"contact": ana.contact_id},
        {"email": "ana@EXAMPLE.com"},
        {"service": ana.service_id},
        {"code": " ab12cd3"},
    ):
        assert found(**asked) == [ana]


def test_by_a_half_open_time():
    nine, ten = BookingFactory(starts_at=hour("09:00")), BookingFactory(starts_at=hour("10:00"))
    assert found(starts_from=hour("09:00"), starts_until=hour("10:00")) == [nine]
    assert found(starts_from=hour("10:00")) == [ten]


def test_by_each_word_of_a_text():
    ana = BookingFactory(first_name="Ana", last_name="Ruiz")
    BookingFactory(first_name="Ana", last_name="Sol")
    assert found(text="ruiz ana") == [ana]


def test_by_who_it_is_with_and_by_a_room_it_occupies():
    room = ResourceFactory()
    visit, _other = BookingFactory(confirmed=True), BookingFactory(confirmed=True, starts_at=hour("12:00"))
    OccupancyFactory(session=visit.session, resource=room)
    assert (found(resource=visit.resource_id), found(resource=room.pk)) == ([visit], [visit])


def test_by_a_date_of_a_class_and_of_a_course():
    session, (_first, second, _third) = a_class(), a_course()
    in_class, in_course = booked(session), booked(second)
    assert (found(session=session.pk), found(session=second.pk)) == ([in_class], [in_course])


def test_page_after_page_each_comes_once():
    made = [BookingFactory(starts_at=hour("10:00")).pk for _ in range(5)]
    for sort, wanted in (("starts_at", made), ("-created_at", made[::-1])):
        seen, after = [], ""
        for _ in range(3):
            page = query_extended_bookings(BookingFilter(sort=sort, limit=2, after=after), by=owner(), now=now())
            seen += [each.booking.pk for each in page.bookings]
            after = page.next
        assert (seen, after) == (wanted, "")


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"sort": "password"}, "sort"),
        ({"limit": 101}, "limit"),
        ({"limit": 0}, "limit"),
        ({"after": "x"}, "after"),
        ({"after": "2026-03-30~1"}, "after"),
        ({"after": f"2026-03-30T10:00:00+00:00~{'9' * 30}"}, "after"),
    ],
)
def test_garbage_is_refused_at_its_field(asked, field):
    with pytest.raises(InvalidRequest) as caught:
        found(**asked)
    assert caught.value.field == field


def test_attendance_stands_by_its_session():
    first, second, _third = a_course()
    booking = booked(first)
    rows = {each.pk: AttendanceFactory(booking=booking, session=each) for each in (first, second)}
    page = query_extended_bookings(BookingFilter(), by=owner(), now=now())
    assert page.bookings[0].attendance == rows


def test_two_queries_whatever_there_is(django_assert_num_queries):
    for status in ("confirmed", "pending"):
        booking = booked(a_class(**rules(EVERYTHING)), status=status, takes_places=True, total_participants=2)
        AttendanceFactory(booking=booking)
    BookingFactory(confirmed=True)
    by = owner()
    by.may("bookings.view_booking")
    for who in (by, None):
        with django_assert_num_queries(2):
            asked = BookingFilter() if who else BookingFilter(contact=booking.contact_id, email=booking.email)
            query_extended_bookings(asked, by=who or Actor.member(), now=now())


def test_whoever_may_not_see_bookings_is_refused():
    for by in (Actor.visitor(), Actor.member(), Actor.owner(UserFactory(staff=True))):
        with pytest.raises(UnauthorizedOperation):
            found(by=by)


def test_a_member_finds_their_own():
    ana = ContactFactory(email="ana@example.com")
    own, _other = BookingFactory(contact=ana), BookingFactory()
    assert found(by=Actor.member(), contact=ana.pk, email="ana@example.com") == [own]


def test_an_owner_may_what_the_account_was_granted():
    booking = booked(a_class(policy__max_participants=2))
    for granted, allowed in (
        ([], AllowedActions()),
        (["cancel_booking"], AllowedActions(cancel=True)),
        (["add_booking"], AllowedActions(change_participants=True)),
        (["add_booking", "override_rules"], AllowedActions(reschedule=True, change_participants=True)),
    ):
        staff = Actor.owner(UserFactory(staff=True, permissions=[f"bookings.{name}" for name in granted]))
        assert allowed_actions(booking, by=staff, now=now()) == allowed


def some_of_each(policy):
    """Of each kind and status, of one and of two people."""
    session, (date, *_dates) = a_class(**rules(policy)), a_course(**rules(policy))
    for place in (session, date):
        for status in ("pending", "confirmed", "canceled"):
            for people in (1, 2):
                takes = status == "confirmed"
                booked(place, status=status, total_participants=people, takes_places=takes)
    BookingFactory(confirmed=True, service=ServiceFactory(**rules(policy)))
    BookingFactory(confirmed=True, service=ServiceFactory(hidden=True, **rules(policy)))
    BookingFactory(pending=True)
    for booking in Booking.objects.all():
        booking.reschedule_until = booking.terms.reschedule_until(booking.starts_at)
        booking.save()
    return Booking.objects.select_related("service__policy")


@pytest.mark.parametrize(
    "policy", [{}, EVERYTHING, EVERYTHING | {"cancel_cutoff_minutes": 60, "late_cancel": "keep_all"}]
)
@pytest.mark.parametrize(
    "before", [timedelta(days=3), timedelta(minutes=30), timedelta(minutes=-30), timedelta(days=-9)]
)
def test_a_customer_may_what_the_pages_offer(business, policy, before):
    at = hour("10:00") - before
    for booking in some_of_each(policy):
        cancel, date = cancel_offer(booking, business, at), date_offer(booking, at)
        people = people_offer(booking, business, at)
        offered = AllowedActions(*(offer is not None and offer_is_open(offer) for offer in (cancel, date, people)))
        assert allowed_actions(booking, by=Actor.visitor(), now=at) == offered, booking


def offer_is_open(offer):
    return getattr(offer, "allowed", False) or getattr(offer, "open", False)
