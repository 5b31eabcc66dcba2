"""What the database itself refuses. Every constraint has its way of being broken here, or the last test fails."""

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import DataError, IntegrityError, connection, transaction

from tests import factories as f

pytestmark = pytest.mark.django_db

EARLY, LATE = datetime(2026, 3, 30, 9, tzinfo=UTC), datetime(2026, 3, 30, 10, tzinfo=UTC)


def twice(factory, *names, **kwargs):
    """Make one, and another that agrees with it in `names`."""
    first = factory(**kwargs)
    factory(**{name: getattr(first, name) for name in names})


def update(made, **values):
    type(made).objects.filter(pk=made.pk).update(**values)


def share_a_place_in_line():
    """It is looked at when a transaction ends, so that two can change places."""
    first = f.WaitingFactory()
    f.WaitingFactory(session=first.session, rank=first.rank)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


BREAKS = {
    "there_is_one_business": lambda: update(f.BusinessFactory(), id=2),
    "booking_opens_before_it_closes": lambda: f.PolicyFactory(earliest_minutes=60, latest_minutes=60),
    "no_closing_time_with_booking_after_start": lambda: f.PolicyFactory(latest_minutes=1, book_after_start=True),
    "a_party_is_at_least_one": lambda: f.PolicyFactory(max_participants=0),
    "prices_are_not_negative": lambda: f.ServiceFactory(price=-1),
    "a_deposit_is_online_and_within_a_fixed_price": lambda: f.ServiceFactory(deposit=50, pay_online=True),
    "only_a_known_price_is_paid_online": lambda: f.ServiceFactory(rate="custom", pay_online=True),
    "a_service_can_be_paid_somehow": lambda: f.ServiceFactory(pay_in_person=False),
    "a_service_takes_five_minutes_or_more": lambda: f.ServiceFactory(duration_minutes=4),
    "starts_are_five_minutes_apart_or_more": lambda: f.ServiceFactory(slot_step_minutes=4),
    "a_schedule_has_one_owner": lambda: f.ScheduleFactory(service=None),
    "hours_start_once_on_a_weekday": lambda: twice(f.WeeklyHoursFactory, "schedule", "weekday", "start_time"),
    "a_week_has_seven_days": lambda: f.WeeklyHoursFactory(weekday=7),
    "an_exception_ends_after_it_begins": lambda: f.HoursExceptionFactory(last_on=date(2020, 1, 1)),
    "other_hours_have_both_times": lambda: f.HoursExceptionFactory(start_time=time(9)),
    "resource_names_differ_within_their_kind": lambda: twice(f.ResourceFactory, "kind", "name"),
    "requirements_have_an_order": lambda: twice(f.RequirementGroupFactory, "service", "position"),
    "choices_of_a_service_have_different_names": lambda: twice(f.VariantFactory, "service", "name"),
    "a_choice_costs_nothing_or_more": lambda: f.VariantFactory(price=-1),
    "an_email_names_one_contact": lambda: [f.ContactFactory(email=text) for text in ("a@x.example", "A@X.example")],
    "a_session_ends_after_it_starts": lambda: f.SessionFactory(starts_at=LATE, ends_at=LATE),
    "only_time_off_has_no_service": lambda: update(f.SessionFactory(), service=None),
    "a_form_sent_twice_is_one_booking": lambda: twice(f.BookingFactory, "client_token", client_token=uuid4()),
    "a_booking_ends_after_it_starts": lambda: f.BookingFactory(starts_at=LATE, ends_at=EARLY),
    "a_booking_is_for_somebody": lambda: f.BookingFactory(total_participants=0),
    "amounts_are_not_negative": lambda: f.BookingFactory(amount_authorised=-1),
    "a_confirmed_appointment_has_its_time": lambda: f.BookingFactory(status="confirmed"),
    "no_more_is_in_hand_or_refunded_than_was_paid": lambda: f.BookingFactory(amount_refunded=1),
    "an_ended_appointment_holds_no_time": lambda: update(f.BookingFactory(confirmed=True), status="canceled"),
    "a_course_is_booked_as_a_whole": lambda: f.BookingFactory(kind="course"),
    "a_class_is_booked_on_its_session": lambda: f.BookingFactory(kind="class"),
    "what_is_confirmed_takes_its_places": lambda: update(f.BookingFactory(confirmed=True), takes_places=False),
    "what_does_not_stand_takes_no_places": lambda: f.BookingFactory(takes_places=True),
    "a_session_has_places": lambda: f.SessionFactory(capacity=0),
    "a_rule_makes_one_session_a_day": lambda: twice(
        f.SessionFactory, "rule", "rule_on", rule=f.WeeklyRuleFactory(), rule_on=date(2026, 3, 30)
    ),
    "a_rule_ends_after_it_begins": lambda: f.WeeklyRuleFactory(last_on=date(2020, 1, 1)),
    "a_rule_has_a_weekday": lambda: f.WeeklyRuleFactory(weekdays=[]),
    "a_rule_keeps_to_the_week": lambda: f.WeeklyRuleFactory(weekdays=[7]),
    "a_hold_is_for_somebody": lambda: f.HoldFactory(participants=0),
    "places_are_held_of_one_thing": lambda: f.HoldFactory(
        session=f.SessionFactory(), schedule=f.ServiceFactory(course=True).schedule
    ),
    "nobody_shares_a_place_in_line": share_a_place_in_line,
    "one_offer_at_a_time_runs_for_a_booking": lambda: twice(f.OfferFactory, "booking"),
    "an_offer_is_for_somebody": lambda: f.OfferFactory(participants=0),
    "an_open_alert_is_said_once": lambda: twice(f.AlertFactory, "kind", "booking", "text"),
    "each_choice_once_per_booking": lambda: twice(f.BookingChoiceFactory, "booking", "variant"),
    "a_choice_is_for_somebody": lambda: f.BookingChoiceFactory(participants=0),
    "one_event_for_each_revision": lambda: twice(f.BookingEventFactory, "booking", "revision"),
    "a_hold_has_a_length": lambda: f.HoldFactory(starts_at=LATE, ends_at=LATE),
    "an_event_is_told_once": lambda: twice(
        f.MessageFactory, "booking", "kind", "channel", "recipient", "event", kind="confirmed"
    ),
    "a_start_is_reminded_of_once": lambda: twice(
        f.MessageFactory, "booking", "kind", "channel", "for_start", kind="reminder", for_start=LATE
    ),
    "attendance_is_noted_once_for_each_session": lambda: twice(f.AttendanceFactory, "booking", "session"),
    "who_attended_is_at_least_one": lambda: f.AttendanceFactory(attended=0),
    "a_feed_is_of_a_resource_or_of_a_contact": lambda: f.CalendarFeedFactory(resource=None),
    "a_number_is_stopped_once": lambda: twice(f.OptOutFactory, "phone"),
    "a_link_ends_after_it_is_made": lambda: f.SignInLinkFactory(created_at=LATE, expires_at=LATE),
    "each_message_has_its_words_once": lambda: twice(f.MessageWordsFactory, "kind", "channel"),
    "a_text_has_no_subject": lambda: f.MessageWordsFactory(channel="sms", subject="Hello"),
    "a_reminder_names_its_start": lambda: f.MessageFactory(kind="reminder", for_start=None),
    "one_resource_is_in_one_place_at_a_time": lambda: twice(f.OccupancyFactory, "session", "resource"),
    "occupied_time_has_a_length": lambda: f.OccupancyFactory(busy_from=LATE, busy_until=LATE),
    "time_is_occupied_by_a_session_or_a_hold": lambda: update(f.OccupancyFactory(), hold=f.HoldFactory()),
    "no_more_is_due_than_the_total": lambda: f.CheckoutFactory(total=10, due_now=11),
    "a_booking_is_once_in_a_checkout": lambda: twice(f.CheckoutLineFactory, "checkout", "booking"),
    "a_booking_is_once_in_an_order": lambda: twice(f.OrderLineFactory, "order", "booking"),
    "something_is_kept": lambda: f.RetainedFactory(amount=0),
    "a_line_is_kept_once": lambda: twice(f.RetainedFactory, "line"),
    "attempts_are_numbered": lambda: [
        f.PaymentFactory(checkout=checkout, number=1, idempotency_key=key)
        for checkout in [f.CheckoutFactory(online=True)]
        for key in ("a", "b")
    ],
    "a_provider_number_is_one_payment": lambda: [f.PaymentFactory(provider_id="x") for _ in range(2)],
    "a_payment_is_of_something": lambda: f.PaymentFactory(amount=0),
    "no_more_is_taken_than_was_asked": lambda: f.PaymentFactory(amount_captured=41),
    "a_refund_is_of_something": lambda: f.RefundFactory(amount=0),
    "an_event_has_its_effect_once": lambda: twice(f.WebhookEventFactory, "gateway", "event_id"),
    "a_tax_is_a_part_of_the_price": lambda: f.ServiceFactory(tax_rate=101),
    "no_more_credits_are_kept_than_taken": lambda: f.BookingFactory(credits_kept=1),
    "a_discount_is_not_negative": lambda: f.CheckoutFactory(discount=-1),
    "a_checkout_line_is_of_one_thing": lambda: f.CheckoutLineFactory(plan=f.PlanFactory()),
    "an_order_line_is_of_one_thing": lambda: f.OrderLineFactory(membership=f.MembershipFactory()),
    "a_later_payment_names_its_line": lambda: f.PaymentFactory(purpose="balance"),
    "a_line_has_one_share_of_a_payment": lambda: twice(f.ShareFactory, "payment", "line"),
    "a_share_is_not_negative": lambda: f.ShareFactory(amount=-1),
    "a_plan_costs_something": lambda: f.PlanFactory(price=0),
    "the_tax_of_a_plan_is_a_part_of_it": lambda: f.PlanFactory(tax_rate=101),
    "a_plan_is_valid_for_a_day_or_more": lambda: f.PlanFactory(valid_days=0),
    "a_plan_has_credits_unless_unlimited": lambda: f.PlanFactory(credits=None),
    "only_credits_of_a_cycle_have_one": lambda: f.PlanFactory(cycle="week"),
    "a_held_plan_ends_after_it_starts": lambda: f.MembershipFactory(starts_at=LATE, ends_at=LATE),
    "a_cycle_has_its_credits_once": lambda: twice(f.CreditPotFactory, "membership", "starts_at"),
    "no_more_credits_are_used_than_bought": lambda: f.CreditPotFactory(used=11),
    "a_booking_takes_its_credits_once": lambda: twice(f.RedemptionFactory, "booking"),
    "a_credit_at_least_is_taken": lambda: f.RedemptionFactory(credits=0),
    "a_code_is_one_coupon": lambda: [f.CouponFactory(code=code) for code in ("spring", "SPRING")],
    "a_coupon_is_percent_or_amount": lambda: f.CouponFactory(amount=5),
    "a_coupon_ends_after_it_starts": lambda: f.CouponFactory(starts_at=LATE, ends_at=EARLY),
    "a_coupon_is_used_within_its_limit": lambda: f.CouponFactory(limit=1, used=2),
    "a_checkout_has_one_coupon": lambda: twice(f.CouponUseFactory, "checkout"),
    "the_sandbox_refunds_no_more_than_it_took": lambda: f.SandboxPaymentFactory(amount_refunded=4001),
}


@pytest.mark.parametrize("name", BREAKS)
def test_the_database_refuses_what_breaks_it(name):
    with pytest.raises((IntegrityError, DataError), match=name), transaction.atomic():
        BREAKS[name]()


def test_every_constraint_is_tried():
    models = [model for app in ("services", "bookings", "checkout") for model in apps.get_app_config(app).get_models()]
    assert {constraint.name for model in models for constraint in model._meta.constraints} == set(BREAKS)
