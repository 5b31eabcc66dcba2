"""What a service needs at once: any one of each group, all groups together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.resource import Resource
from services.models.service import Service


class RequirementGroup(models.Model):
    """One of these resources. The first group of a service lends its opening hours to the grid of starts."""

    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="requirement_groups")
    name = models.CharField(_("name"), max_length=60, help_text=_("Such as: therapist, room."))
    resources = models.ManyToManyField(Resource, verbose_name=_("any one of"), related_name="requirement_groups")
    customer_chooses = models.BooleanField(
        _("customers may choose"), default=True, help_text=_("Off: we assign one that is free.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("requirement")
        verbose_name_plural = _("requirements")
        constraints = [
            models.UniqueConstraint(fields=["service", "position"], name="requirements_have_an_order"),
        ]

    def __str__(self) -> str:
        return self.name
