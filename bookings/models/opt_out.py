"""Numbers that want no texts: STOP is kept and obeyed (domain.md section 9)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class OptOut(models.Model):
    """In force until `resumed_at`; an ended one is kept, since it says when texts were not wanted."""

    phone = PhoneNumberField(_("phone"))
    stopped_at = models.DateTimeField(_("no texts since"))
    resumed_at = models.DateTimeField(_("texts again since"), null=True, blank=True)

    class Meta:
        ordering = ["-stopped_at"]
        verbose_name = _("number without texts")
        verbose_name_plural = _("numbers without texts")
        constraints = [
            models.UniqueConstraint(
                fields=["phone"], condition=Q(resumed_at__isnull=True), name="a_number_is_stopped_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.phone)
