"""A place of the business."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from timezone_field import TimeZoneField


class Location(models.Model):
    name = models.CharField(_("name"), max_length=120, unique=True)
    address = models.CharField(_("address"), max_length=200, blank=True)
    directions = models.CharField(
        _("how to find it"),
        max_length=200,
        blank=True,
        help_text=_("Shown after booking, such as: second door in the courtyard."),
    )
    time_zone = TimeZoneField(
        _("time zone"), null=True, blank=True, help_text=_("Only if it differs from the business's zone.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "name"]
        verbose_name = _("location")
        verbose_name_plural = _("locations")

    def __str__(self) -> str:
        return self.name
