"""How many people come for each priced choice of a booking."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.fields import MoneyField
from services.models import Variant


class BookingChoice(models.Model):
    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="choices")
    variant = models.ForeignKey(Variant, null=True, on_delete=models.SET_NULL)
    name = models.CharField(_("choice"), max_length=60)
    price = MoneyField(_("price"))
    participants = models.PositiveSmallIntegerField(_("people"))

    class Meta:
        verbose_name = _("choice")
        verbose_name_plural = _("choices")
        constraints = [
            models.UniqueConstraint(fields=["booking", "variant"], name="each_choice_once_per_booking"),
            models.CheckConstraint(condition=models.Q(participants__gte=1), name="a_choice_is_for_somebody"),
        ]

    def __str__(self) -> str:
        return f"{self.participants} x {self.name}"
