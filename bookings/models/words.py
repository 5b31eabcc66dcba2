"""The owner's own words in a message (journeys.md O11)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models.message import Channel, MessageKind


class MessageWords(models.Model):
    """In place of ours, with {names} for what differs from booking to booking; an empty one leaves ours."""

    kind = models.CharField(_("message"), max_length=24, choices=MessageKind)
    channel = models.CharField(_("channel"), max_length=8, choices=Channel)
    subject = models.CharField(_("subject"), max_length=120, blank=True)
    opening = models.CharField(_("first sentence"), max_length=200, blank=True)
    text = models.TextField(_("text"), max_length=1000, blank=True)

    class Meta:
        ordering = ["kind", "channel"]
        verbose_name = _("words of a message")
        verbose_name_plural = _("words of messages")
        constraints = [
            models.UniqueConstraint(fields=["kind", "channel"], name="each_message_has_its_words_once"),
            models.CheckConstraint(
                condition=~models.Q(channel="sms") | models.Q(subject="", opening=""),
                name="a_text_has_no_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.get_channel_display()}"
