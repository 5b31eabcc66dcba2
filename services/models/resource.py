"""Who and what a service needs: people, rooms, equipment."""

from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from services.models.location import Location
from services.models.schedule import Schedule


class ResourceKind(models.TextChoices):
    STAFF = "staff", _("person")
    ROOM = "room", _("room")
    EQUIPMENT = "equipment", _("equipment")


class Resource(models.Model):
    """Owns a Schedule, made with it.

    People without hours never work; rooms and equipment without hours are always open.
    """

    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind, default=ResourceKind.STAFF)
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("email"), blank=True, help_text=_("New requests for this person go here."))
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        verbose_name=_("account"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("The account with which this person signs in."),
    )
    location = models.ForeignKey(
        Location,
        verbose_name=_("only at"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("Empty: at every location."),
    )
    active = models.BooleanField(_("active"), default=True, help_text=_("Off: no new bookings; what stands stays."))

    class Meta:
        ordering = ["kind", "name"]
        verbose_name = _("person or room")
        verbose_name_plural = _("people and rooms")
        constraints = [
            models.UniqueConstraint(fields=["kind", "name"], name="resource_names_differ_within_their_kind"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        adding = self._state.adding
        with transaction.atomic():
            super().save(*args, **kwargs)
            if adding:
                Schedule.objects.create(resource=self)
