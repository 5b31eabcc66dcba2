"""Which bookings: business phrases as querysets."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable

from bookings.states import FINAL, ON_CALENDAR, Status


class BookingQuerySet(models.QuerySet):
    def waiting_for_decision(self) -> "BookingQuerySet":
        """The customer is through the checkout; confirm_or_decline_booking has not spoken yet (section 4)."""
        return self.filter(status=Status.CREATED, checkout_completed_at__isnull=False)

    def checkout_ran_out(self, now: datetime) -> "BookingQuerySet":
        """Left unfinished; checkout asks about unresolved payments before anything is declined (section 2)."""
        return self.filter(status=Status.CREATED, checkout_completed_at__isnull=True, checkout_expires_at__lte=now)

    def answer_ran_out(self, now: datetime) -> "BookingQuerySet":
        return self.filter(status=Status.PENDING, answer_by__lte=now)

    def overlapping(self, start: datetime, end: datetime) -> "BookingQuerySet":
        return self.filter(starts_at__lt=end, ends_at__gt=start)

    def of_pool(self, session_id: int | None, schedule_id: int | None) -> "BookingQuerySet":
        """Of a class's session or of a course, one of the two."""
        return self.filter(schedule=schedule_id) if schedule_id else self.filter(session=session_id)

    def owing(self, *, besides: Combinable | None = None) -> "BookingQuerySet":
        """Some of their money is neither given back nor retained, nor the price of one that stands.

        `besides`: what is not counted either, such as what is on its way back.
        """
        found = self.filter(_too_much())  # few, by an index; only of those it is asked what else there is
        return found if besides is None else found.filter(_too_much(besides))


def _too_much(besides: Combinable | None = None) -> Q:
    """Without `besides` in just the words of two indexes (booking_rules.py)."""
    settled: Combinable = F("amount_refunded") + F("amount_retained")
    if besides is not None:
        settled = settled + besides
    ended = Q(status__in=FINAL, amount_paid__gt=settled)
    return ended | Q(status__in=ON_CALENDAR, amount_paid__gt=settled + F("price"))
