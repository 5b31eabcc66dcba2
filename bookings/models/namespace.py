"""Which extra fields bookings may carry (domain.md section 3, update_extended_fields)."""

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _


class FieldNamespace(models.Model):
    """Declared by the owner: `schema` is a JSON Schema (draft 2020-12) of an object."""

    name = models.CharField(
        _("name"),
        max_length=40,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z][a-z0-9_]*\Z", _("Use small letters, digits and _, and begin with a letter, such as crm.")
            )
        ],
    )
    schema = models.JSONField(
        _("fields"), default=dict, help_text=_("A JSON Schema of an object: its fields and what each may be.")
    )

    class Meta:
        ordering = ["name"]
        verbose_name = _("extra fields")
        verbose_name_plural = _("extra fields")

    def __str__(self) -> str:
        return self.name
