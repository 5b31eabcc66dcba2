"""One-time links by which members sign in (domain.md section 1, Member)."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from bookings.models.contact import Contact


class SignInLink(models.Model):
    """Its address is signed over `uuid`, so that nothing which opens a page is stored. The row is also the queue of
    the mail that carries it: claimed by `claimed_at`, sent once more only where it surely did not leave."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="sign_in_links")
    created_at = models.DateTimeField(_("asked for at"))
    expires_at = models.DateTimeField(_("until"))
    claimed_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(_("used at"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("created_at")), name="a_link_ends_after_it_is_made"
            ),
        ]
        indexes = [
            models.Index(
                fields=["created_at"],
                condition=models.Q(claimed_at__isnull=True),
                name="sign_in_links_to_send",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.contact_id}, {self.created_at:%Y-%m-%d %H:%M} UTC"
