"""Which bookings: business phrases as querysets."""

from datetime import datetime

from django.db import models
from django.db.models import F

from bookings.states import FINAL, Status


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

    def owing(self) -> "BookingQuerySet":
        """Ended, and some of their money is neither given back nor retained."""
        return self.filter(status__in=FINAL, amount_paid__gt=F("amount_refunded") + F("amount_retained"))
