"""The owner's own questions on the booking form."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from services.models.service import Service


class QuestionKind(models.TextChoices):
    TEXT = "text", _("one line")
    LONG_TEXT = "long_text", _("several lines")
    YES_NO = "yes_no", _("yes or no")
    CHOICE = "choice", _("one of several")


class Question(models.Model):
    service = models.ForeignKey(Service, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("question"), max_length=200)
    hint = models.CharField(_("hint"), max_length=200, blank=True)
    kind = models.CharField(_("answer"), max_length=10, choices=QuestionKind, default=QuestionKind.TEXT)
    choices = models.TextField(_("choices"), blank=True, help_text=_("One a line."))
    required = models.BooleanField(_("must be answered"), default=False)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self) -> str:
        return self.label

    @property
    def choice_list(self) -> list[str]:
        return [line.strip() for line in self.choices.splitlines() if line.strip()]

    def clean(self) -> None:
        if self.kind == QuestionKind.CHOICE and len(self.choice_list) < 2:
            raise ValidationError({"choices": _("Write at least two choices, one a line.")})
