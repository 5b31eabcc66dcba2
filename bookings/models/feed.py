"""A calendar that other programs read: of one person or room for the business, of one member for themselves."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.contact import Contact
from services.models import Resource


class CalendarFeed(models.Model):
    """Its address is signed over `version`: nothing that could be guessed is stored, and raising it ends the old
    address (parts.md SEC1)."""

    resource = models.OneToOneField(
        Resource, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    contact = models.OneToOneField(
        Contact, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feed"
    )
    version = models.PositiveIntegerField(default=1, editable=False)
    rotated_at = models.DateTimeField(_("address since"))

    class Meta:
        verbose_name = _("calendar feed")
        verbose_name_plural = _("calendar feeds")
        constraints = [
            models.CheckConstraint(
                condition=Q(resource__isnull=False, contact__isnull=True)
                | Q(resource__isnull=True, contact__isnull=False),
                name="a_feed_is_of_a_resource_or_of_a_contact",
            ),
        ]

    def __str__(self) -> str:
        return str(self.resource or self.contact)
