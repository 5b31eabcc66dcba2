"""Who waits for a place in a class that is full, and what was offered to whom (domain.md section 7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from bookings.models.booking import Booking
from bookings.models.session import Session


class Waiting(models.Model):
    """The place in line of a booking that is on the waitlist. Who has had an offer comes after who has not."""

    booking = models.OneToOneField(Booking, on_delete=models.CASCADE, related_name="waiting")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="waiting")
    rank = models.PositiveIntegerField(_("place in line"))
    joined_at = models.DateTimeField(_("since"))
    offered_at = models.DateTimeField(_("last offered at"), null=True, blank=True)
    text_offers = models.BooleanField(_("offers by text"), default=False)

    class Meta:
        ordering = ["rank"]
        verbose_name = _("place on the waitlist")
        verbose_name_plural = _("waitlist")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "rank"],
                deferrable=models.Deferrable.DEFERRED,
                name="nobody_shares_a_place_in_line",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.booking}"


class OfferState(models.TextChoices):
    RUNNING = "running", _("waiting for an answer")
    ACCEPTED = "accepted", _("accepted")
    PASSED = "passed", _("passed")
    LAPSED = "lapsed", _("not answered in time")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Offer(models.Model):
    """Places reserved for one who waits, until `expires_at`, which is honoured when read."""

    booking = models.ForeignKey(Booking, on_delete=models.CASCADE, related_name="offers")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="offers")
    participants = models.PositiveIntegerField(_("places"))
    state = models.CharField(_("state"), max_length=10, choices=OfferState, default=OfferState.RUNNING)
    created_at = models.DateTimeField(_("offered at"))
    expires_at = models.DateTimeField(_("until"))

    class Meta:
        ordering = ["created_at", "id"]
        verbose_name = _("waitlist offer")
        verbose_name_plural = _("waitlist offers")
        constraints = [
            models.UniqueConstraint(
                fields=["booking"], condition=Q(state="running"), name="one_offer_at_a_time_runs_for_a_booking"
            ),
            models.CheckConstraint(condition=Q(participants__gte=1), name="an_offer_is_for_somebody"),
        ]
        indexes = [
            models.Index(fields=["session"], condition=Q(state="running"), name="offers_running"),
            models.Index(fields=["expires_at"], condition=Q(state="running"), name="offers_that_may_lapse"),
        ]

    def __str__(self) -> str:
        return f"{self.booking}, {self.get_state_display()}"
