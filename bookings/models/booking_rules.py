"""What the database itself holds about bookings; each name is the sentence it keeps true."""

from typing import Any

from django.db import models
from django.db.models import F, Q

PERMISSIONS: list[tuple[str, str | Any]] = [
    ("decide_booking", "Can confirm and decline bookings"),
    ("cancel_booking", "Can cancel bookings"),
    ("refund_booking", "Can give money back"),
    ("take_payment", "Can mark bookings as paid"),
    ("override_rules", "Can override availability and policies"),
    ("set_booking_as_pending", "Can set a booking as a request"),
]
CONSTRAINTS: list[models.BaseConstraint] = [
    models.UniqueConstraint(
        fields=["client_token", "created_by", "created_by_user"],
        condition=Q(client_token__isnull=False),
        nulls_distinct=False,
        name="a_form_sent_twice_is_one_booking",
    ),
    models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="a_booking_ends_after_it_starts"),
    models.CheckConstraint(condition=Q(total_participants__gte=1), name="a_booking_is_for_somebody"),
    models.CheckConstraint(
        condition=Q(
            amount_authorised__gte=0,
            amount_paid__gte=0,
            amount_refunded__gte=0,
            amount_retained__gte=0,
            amount_in_hand__gte=0,
            discount__gte=0,
        ),
        name="amounts_are_not_negative",
    ),
    models.CheckConstraint(
        condition=Q(amount_in_hand__lte=F("amount_paid") - F("amount_refunded")),
        name="no_more_is_in_hand_or_refunded_than_was_paid",
    ),
    models.CheckConstraint(condition=Q(credits_kept__lte=F("credits")), name="no_more_credits_are_kept_than_taken"),
    models.CheckConstraint(
        condition=~Q(status="confirmed", kind="appointment") | Q(session__isnull=False),
        name="a_confirmed_appointment_has_its_time",
    ),
    models.CheckConstraint(
        condition=~Q(status__in=["declined", "canceled"], kind="appointment") | Q(session__isnull=True),
        name="an_ended_appointment_holds_no_time",
    ),
    models.CheckConstraint(
        condition=~Q(kind="class") | Q(session__isnull=False), name="a_class_is_booked_on_its_session"
    ),
    models.CheckConstraint(
        condition=~Q(status="confirmed") | Q(takes_places=True), name="what_is_confirmed_takes_its_places"
    ),
    models.CheckConstraint(
        condition=Q(status__in=["confirmed", "pending"]) | Q(takes_places=False),
        name="what_does_not_stand_takes_no_places",
    ),
    models.CheckConstraint(
        condition=Q(kind="course", schedule__isnull=False) | ~Q(kind="course") & Q(schedule__isnull=True),
        name="a_course_is_booked_as_a_whole",
    ),
]
INDEXES = [
    models.Index(fields=["status", "starts_at"]),
    models.Index(
        fields=["checkout_expires_at"],
        condition=Q(status="created"),
        name="checkouts_that_may_run_out",
    ),
    models.Index(fields=["id"], condition=Q(amount_retained__gt=0), name="bookings_whose_money_is_kept"),
    models.Index(
        fields=["id"],
        condition=Q(status__in=["declined", "canceled"], amount_paid__gt=F("amount_refunded") + F("amount_retained")),
        name="ended_bookings_with_money",
    ),
    models.Index(
        fields=["id"],
        condition=Q(
            status__in=["pending", "confirmed"],
            amount_paid__gt=F("amount_refunded") + F("amount_retained") + F("price"),
        ),
        name="bookings_paid_beyond_price",
    ),
    models.Index(
        fields=["starts_at"],
        condition=Q(
            status="confirmed",
            exempt=False,
            price__gt=F("amount_paid") - F("amount_refunded") - F("amount_retained"),
        ),
        name="bookings_not_paid_in_full",
    ),
    models.Index(fields=["answer_by"], condition=Q(status="pending"), name="requests_that_may_run_out"),
    models.Index(fields=["service", "starts_at"], condition=Q(session=None), name="bookings_without_time"),
    models.Index(
        fields=["session"], include=["total_participants"], condition=Q(takes_places=True), name="places_of_sessions"
    ),
    models.Index(
        fields=["schedule"], include=["total_participants"], condition=Q(takes_places=True), name="places_of_courses"
    ),
]
