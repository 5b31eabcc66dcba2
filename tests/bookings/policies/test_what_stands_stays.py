"""What an owner changes later leaves the bookings that stand as they are (journeys.md S26, domain.md section 8)."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from bookings import links
from bookings.actors import Actor
from bookings.lifecycle import cancel_booking
from bookings.messages.email import compose
from bookings.models import Booking, MessageKind
from bookings.sessions import set_capacity
from bookings.states import Status
from checkout.audit import audit
from services.models import RequirementGroup
from services.wording import plain
from tests.bookings.making import book
from tests.factories import (
    BookingFactory,
    LocationFactory,
    OwnerFactory,
    PolicyFactory,
    ResourceFactory,
    ServiceFactory,
    SessionFactory,
    VariantFactory,
    hour,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.fixture
def anna():
    return ResourceFactory(name="Anna")


@pytest.fixture
def massage(anna):
    policy = PolicyFactory(customer_may_cancel=True, cancel_cutoff_minutes=60, customer_may_reschedule=True)
    service = ServiceFactory(name="Massage", slug="massage", groups=[[anna]], policy=policy)
    place = LocationFactory(name="Centre", address="Calle Mayor 1")
    service.locations.set([place])
    return service


@pytest.fixture
def booking(massage, anna):
    return book(massage, hour("10:00"), anna, location=massage.locations.get())


def change(row, **values):
    for name, value in values.items():
        setattr(row, name, value)
    row.save()


def hidden(booking):
    change(booking.service, hidden=True)


def not_online(booking):
    change(booking.service, online_booking=False)


def person_gone(booking):
    change(booking.resource, active=False)


def person_not_needed(booking):
    RequirementGroup.objects.filter(service=booking.service).delete()


def stricter(booking):
    change(booking.service.policy, customer_may_cancel=False, customer_may_reschedule=False, needs_approval=True)


def later_cutoff(booking):
    change(booking.service.policy, cancel_cutoff_minutes=100_000, late_cancel="keep_all")


def dearer_and_longer(booking):
    change(booking.service, name="Long massage", price=Decimal(90), duration_minutes=120, buffer_before_minutes=30)


def place_gone(booking):
    booking.service.locations.clear()
    change(booking.location, name="Old centre", address="Elsewhere 9", time_zone="Atlantic/Canary")


def no_hours(booking):
    booking.resource.schedule.weekly_hours.all().delete()


CHANGES = [
    hidden,
    not_online,
    person_gone,
    person_not_needed,
    stricter,
    later_cutoff,
    dearer_and_longer,
    place_gone,
    no_hours,
]


def facts(booking):
    """What its page and its mail tell the customer."""
    booking = Booking.objects.get(pk=booking.pk)
    mail = compose(booking.messages.get(kind=MessageKind.CONFIRMED), booking, timezone.now())
    body = plain(mail.body).split("Booking code")[0]
    return (
        booking.status,
        booking.starts_at,
        booking.ends_at,
        booking.price,
        booking.cancel_until,
        mail.subject,
        body,
    )


@pytest.mark.parametrize("owner_changes", CHANGES)
def test_a_booking_that_stands_is_as_it_was(client, booking, owner_changes):
    before, page = facts(booking), client.get(links.path(booking))
    owner_changes(booking)
    after = client.get(links.path(booking))
    assert (facts(booking), after.status_code) == (before, 200)
    assert after.context["ticket"] == page.context["ticket"]
    assert after.context["cancel"] == page.context["cancel"]


@pytest.mark.parametrize("owner_changes", CHANGES)
def test_its_customer_can_still_change_and_cancel_it(client, booking, owner_changes):
    owner_changes(booking)
    booking = Booking.objects.get(pk=booking.pk)
    details = {"first_name": "Ana", "email": booking.email, "revision": booking.revision}
    assert client.get(f"{links.path(booking)}booking.ics").status_code == 200
    assert client.post(f"{links.path(booking)}contact/", details).status_code == 303
    booking.refresh_from_db()
    assert client.post(f"{links.path(booking)}cancel/", {"revision": booking.revision}).status_code == 303
    booking.refresh_from_db()
    assert booking.status == Status.CANCELED


@pytest.mark.parametrize("owner_changes", CHANGES)
def test_the_owners_pages_show_it_and_the_books_are_right(client, booking, owner_changes):
    owner_changes(booking)
    client.force_login(OwnerFactory())
    assert client.get(reverse("admin:bookings_booking_change", args=[booking.pk])).status_code == 200
    assert client.get(reverse("admin:bookings_booking_changelist")).status_code == 200


@pytest.mark.parametrize("owner_changes", CHANGES)
def test_its_other_times_page_answers(client, booking, owner_changes):
    """Open or closed in a sentence, never an error."""
    owner_changes(booking)
    answer = client.get(f"{links.path(booking)}date/", follow=True)
    assert answer.status_code == 200


def test_fewer_places_than_are_taken_leave_everybody_in(client):
    yoga = ServiceFactory(name="Yoga", of_class=True, policy=PolicyFactory(customer_may_cancel=True))
    session = SessionFactory(service=yoga)
    two = [BookingFactory(service=yoga, session=session, standing=True, total_participants=4) for _ in range(2)]
    set_capacity(session, 5, by=Actor.owner(OwnerFactory()), now=timezone.now())
    for each in two:
        page = client.get(links.path(each))
        assert (page.status_code, page.context["head"].word) == (200, "Confirmed")
    cancel_booking(two[0], by=Actor.visitor(), now=timezone.now())
    two[1].refresh_from_db()
    assert two[1].status == Status.CONFIRMED


def test_a_choice_that_is_not_offered_any_more_keeps_its_name_and_price(client):
    zoo = ServiceFactory(slug="zoo", rate="varied", variant_option="Age", policy__max_participants=4)
    adult, child = VariantFactory(service=zoo, name="Adult"), VariantFactory(service=zoo, name="Child", price=10)
    booking = book(zoo, hour("10:00"), participants_choices={adult.pk: 1, child.pk: 2})
    before = client.get(links.path(booking)).context["ticket"]
    child.delete()
    assert client.get(links.path(booking)).context["ticket"] == before
    assert "Child: 2" in facts(booking)[-1]
    assert Booking.objects.get(pk=booking.pk).price == Decimal(40)


def test_after_all_of_it_the_nightly_audit_finds_nothing(booking):
    for owner_changes in CHANGES:
        owner_changes(Booking.objects.get(pk=booking.pk))
    assert audit(timezone.now()) == []


def test_the_cutoff_stays_the_moment_that_was_promised(booking):
    stricter(booking)
    assert Booking.objects.get(pk=booking.pk).cancel_until == booking.starts_at - timedelta(hours=1)
