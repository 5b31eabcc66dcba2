"""`manage.py demo` makes a business that keeps every rule of its own."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count, F
from django.utils import timezone

from bookings.availability import query_availability
from bookings.messages.words import check
from bookings.models import Alert, Attendance, Booking, Message, MessageWords, Occupancy, OptOut
from bookings.states import PaymentStatus, Status
from checkout.audit import audit
from checkout.models import CouponUse, Order, Payment, Plan, Redemption
from services.models import Business, LocationType, Policy, Rate, Resource, Service, ServiceKind
from tests.factories import ServiceFactory

pytestmark = pytest.mark.django_db


def test_it_refuses_a_database_in_use():
    ServiceFactory()
    with pytest.raises(CommandError, match="has services already"):
        call_command("demo")


def test_every_service_is_valid(demo):
    for service in Service.objects.all():
        service.full_clean()


def test_between_them_the_services_show_everything(demo):
    visible = Service.objects.filter(hidden=False)

    assert set(visible.values_list("location_type", flat=True)) == set(LocationType.values)
    assert set(visible.values_list("rate", flat=True)) == set(Rate.values)
    assert set(visible.values_list("kind", flat=True)) == set(ServiceKind.values)
    assert visible.filter(deposit__gt=0, pay_online=True).exists()
    assert visible.filter(policy__needs_approval=True, pay_online=True).exists()
    assert visible.filter(policy__max_participants=2, price_per_person=True).exists()
    assert visible.annotate(groups=Count("requirement_groups")).filter(groups=2).exists()
    assert Service.objects.filter(hidden=True).count() == 1


def test_every_visible_service_has_a_free_time(demo):
    now = timezone.now()
    for service in Service.objects.filter(hidden=False).exclude(kind="course").prefetch_related("locations"):
        places = list(service.locations.all()) or [None]
        end = now + timedelta(days=21)
        assert any(
            entry.bookable
            for place in places
            for entry in query_availability(service, now, end, location=place, now=now)
        ), service


def test_people_have_split_days_and_days_off(demo):
    people = Resource.objects.filter(kind="staff")

    assert people.filter(schedule__weekly_hours__isnull=True).count() == 0
    assert people.filter(schedule__exceptions__start_time__isnull=True).exists()
    assert people.filter(schedule__weekly_hours__weekday=0).annotate(blocks=Count("pk")).filter(blocks=2).exists()


def test_there_is_a_past_and_a_future(demo):
    now = timezone.now()

    assert Booking.objects.filter(ends_at__lt=now).count() > 40
    assert Booking.objects.filter(starts_at__gt=now, status=Status.CONFIRMED).count() > 20


def test_some_requests_wait_for_an_answer(demo):
    waiting = Booking.objects.filter(status=Status.PENDING)

    assert 0 < waiting.count() <= 8
    assert not waiting.filter(answer_by__lte=timezone.now()).exists()


def test_one_time_is_double_booked_and_the_owner_is_told(demo):
    assert Booking.objects.filter(double_booked=True).count() == 1
    assert Alert.objects.get().kind == "double_booked"


def test_everything_paid_online_has_its_payment_and_order(demo):
    paid = Booking.objects.filter(selected_payment_option="online", status=Status.CONFIRMED)

    assert paid.exists()
    assert not paid.filter(checkouts__payments__isnull=True).exists()
    assert Payment.objects.filter(purpose="order").count() == Order.objects.filter(checkout__option="online").count()


def test_the_statuses_of_payments_follow_from_the_amounts(demo):
    over = Booking.objects.filter(status=Status.CONFIRMED, ends_at__lt=timezone.now(), price__gt=0)

    assert set(over.values_list("payment_status", flat=True)) == {PaymentStatus.PAID}
    assert not over.filter(credits=0).exclude(amount_paid=F("price")).exists()


def test_nothing_that_lies_behind_is_sent_now(demo):
    assert not Message.objects.filter(state="planned", due_at__lte=timezone.now()).exists()


def test_a_confirmed_visit_occupies_everybody_it_needs(demo):
    visits = Booking.objects.filter(status=Status.CONFIRMED, session__isnull=False).annotate(
        needed=Count("service__requirement_groups", distinct=True),
        taken=Count("session__occupancies", distinct=True),
    )

    assert not visits.exclude(needed=F("taken")).exists()
    assert Occupancy.objects.exclude(mark="").count() == 1


def test_the_business_is_the_one_of_the_look(demo):
    business = Business.objects.current()

    assert (business.name, business.brand_color, business.phone.as_e164) == (
        "Estudio Argumosa",
        "#0c6b58",
        "+34910123456",
    )


def test_what_is_noted_beside_the_bookings(demo):
    came = Attendance.objects.filter(booking__starts_at__lt=timezone.now())
    assert came.filter(status="attended").count() > came.filter(status="not_attended").count() > 0
    assert Booking.objects.filter(extended_fields__clients__card__startswith="C-").exists()
    assert OptOut.objects.filter(resumed_at=None).count() == 1
    [words] = MessageWords.objects.all()
    check(words.text, words.kind, words.channel)


def test_a_mail_and_the_page_say_the_same_of_coming_early(demo):
    early = "Come ten minutes early the first time"
    said = [MessageWords.objects.get().text, Policy.objects.get(name="Regular").text]
    assert [text[: len(early)] for text in said] == [early, early]


def test_plans_are_held_and_used(demo):
    assert {plan.memberships.count() for plan in Plan.objects.all()} == {1}
    assert Redemption.objects.filter(returned_at=None).count() >= 3
    assert CouponUse.objects.get().coupon.code == "WELCOME10"


def test_its_books_add_up(demo):
    assert audit(timezone.now()) == []
