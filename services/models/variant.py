"""A priced choice of a service, such as child and adult."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from services.models.service import Service


class Variant(models.Model):
    """A service has none, or one option (Service.variant_option) with at least two of these."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(_("choice"), max_length=60)
    price = models.DecimalField(_("price"), max_digits=12, decimal_places=3, validators=[MinValueValidator(0)])
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("choice with its price")
        verbose_name_plural = _("choices with their prices")
        constraints = [
            models.UniqueConstraint("service", Lower("name"), name="choices_of_a_service_have_different_names"),
            models.CheckConstraint(condition=models.Q(price__gte=0), name="a_choice_costs_nothing_or_more"),
        ]

    def __str__(self) -> str:
        return self.name
