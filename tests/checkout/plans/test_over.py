"""A plan that has ended or run out: its own page, what it may still pay for, and moves that it does not follow."""

from datetime import timedelta

import pytest
from django.utils import timezone

from bookings.actors import Actor
from bookings.availability import Slot
from bookings.lifecycle import reschedule_booking
from checkout.errors import PlanDoesNotPay
from checkout.models import Membership, Payment
from tests.checkout.plans.held import holds, paid, yoga
from tests.checkout.plans.test_buying import begun, plan  # noqa: F401 - a fixture
from tests.checkout.walk import words
from tests.factories import BookingFactory, OwnerFactory, SessionFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("business")]


@pytest.mark.parametrize("gone", [{"ended_at": timezone.now()}, {"ends_at": timezone.now() - timedelta(minutes=1)}])
def test_its_page_does_not_call_it_ready(client, plan, sandbox_online, gone):  # noqa: F811
    begun(client, plan)
    back = sandbox_online.choose(Payment.objects.get(), "pay").url
    client.get(back)
    Membership.objects.update(starts_at=timezone.now() - timedelta(days=9), **gone)
    page = words(client.get(back))
    assert [page.count(said) for said in ("Your plan is ready", "This plan has ended", "It ended on")] == [0, 2, 1]


@pytest.mark.parametrize("who", ["customer", "owner"])
def test_a_move_beyond_its_end_is_refused_by_the_date(who):
    service = yoga(policy={"reschedule_cutoff_minutes": 0})
    booking = paid(service, holds(service, held__ends_at=timezone.now() + timedelta(days=20)))
    start = timezone.now() + timedelta(days=30)
    session = SessionFactory(service=service, starts_at=start, ends_at=start + timedelta(hours=1))
    by = Actor.visitor() if who == "customer" else Actor.owner(OwnerFactory())
    with pytest.raises(PlanDoesNotPay, match=r"^The plan that pays for this ends on .*, before that date\.$"):
        reschedule_booking(booking, slot=Slot(service.pk, session_id=session.pk), by=by, now=timezone.now())


def test_run_out_today_it_can_pay_by_hand_for_what_was_before(client):
    client.force_login(OwnerFactory())
    service, now = yoga(), timezone.now()
    membership = holds(service, held__starts_at=now - timedelta(days=9), held__ends_at=now - timedelta(minutes=1))
    start = now - timedelta(hours=3)
    session = SessionFactory(service=service, starts_at=start, ends_at=start + timedelta(hours=1))
    who = {"contact": membership.contact, "email": membership.contact.email}
    times = {"starts_at": start, "ends_at": session.ends_at, "session": session}
    booking = BookingFactory(service=service, confirmed=True, **who, **times)
    url = f"/admin/bookings/booking/{booking.pk}/act/plan/"
    client.post(url, {"membership": membership.pk, "revision": booking.revision})
    booking.refresh_from_db()
    assert (booking.credits, booking.payment_status) == (1, "paid")
