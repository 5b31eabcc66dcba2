"""The person."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from timezone_field import TimeZoneField

models.EmailField.register_lookup(Lower)  # email__lower reads the index of the constraint below


class Contact(models.Model):
    """One row per email address. A booking links here and keeps its own copy: what an anonymous visitor types
    never changes a Contact that exists (domain.md section 3)."""

    first_name = models.CharField(_("first name"), max_length=80, blank=True)
    last_name = models.CharField(_("last name"), max_length=80, blank=True)
    email = models.EmailField(_("email"))
    phone = PhoneNumberField(_("phone"), blank=True)
    time_zone = TimeZoneField(_("time zone"), null=True, blank=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    sign_in_version = models.PositiveIntegerField(default=1, editable=False)  # raising it signs out everywhere
    created_at = models.DateTimeField(_("since"))
    erased_at = models.DateTimeField(_("erased at"), null=True, blank=True)

    class Meta:
        ordering = ["first_name", "last_name"]
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="an_email_names_one_contact"),
        ]

    def __str__(self) -> str:
        if self.erased_at:
            return gettext("Erased")
        return f"{self.first_name} {self.last_name}".strip() or self.email
