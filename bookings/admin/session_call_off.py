"""Calling off as an owner decides it: people, money and messages first, then one button (journeys.md O9)."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from bookings.actors import Permission
from bookings.admin.session_forms import SessionForm, WordsForm
from bookings.errors import RevisionConflict
from bookings.models import Session, SessionKind
from bookings.sessions import CallOffPreview, preview_call_off
from services.models import Business
from services.wording import money


class CallOffForm(SessionForm, WordsForm):
    """`?keep` in the address: the business keeps what was paid; so it does where the account may not refund."""

    whole_course = False
    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.currency = Business.objects.current().currency
        self.preview = preview_call_off(self.session, whole_course=self.whole_course)
        self.goes_on = self.session.kind == SessionKind.COURSE and not self.whole_course
        self.refunds = self.actor.may(Permission.REFUND) and "keep" not in self.asked and not self.goes_on
        self.may_choose = bool(self.preview.back) and self.actor.may(Permission.REFUND)
        self.initial["seen"] = self.preview.fingerprint
        self.effect, self.button = self._effect(), self._button()
        self.rows = rows_of(self.preview, self.currency)

    def arguments(self) -> dict[str, Any]:
        """Raises RevisionConflict where people have come or gone since the owner looked."""
        if self.cleaned_data["seen"] != self.preview.fingerprint:
            self.data = {**self.data.dict(), "seen": self.preview.fingerprint}  # type: ignore[attr-defined]
            raise RevisionConflict(_("People have come or gone since you opened this page. Look again, and decide."))
        return {"refund": self.refunds, "words": self.cleaned_data["words"]}

    def _effect(self) -> str:
        if self.goes_on:
            return _(
                "The course goes on without this date. Its people keep their bookings and are told. Nothing is given"
                " back by itself: do that on each booking."
            )
        if not self.preview.back:
            return _("All bookings end, everybody is told, and its people and rooms are free at once.")
        words = {
            "card": money(self.preview.by_card, self.currency),
            "hand": money(self.preview.by_hand, self.currency),
            "all": money(self.preview.back, self.currency),
        }
        if not self.refunds:
            return _("All bookings end and everybody is told. The business keeps the %(all)s that was paid.") % words
        if self.preview.by_card and self.preview.by_hand:
            return _("All bookings end, and %(card)s goes back by card. You give back %(hand)s by hand.") % words
        if self.preview.by_hand:
            return _("All bookings end. You give back %(hand)s by hand.") % words
        return _("All bookings end, and %(card)s goes back by card.") % words

    def _button(self) -> str:
        """What the press itself does."""
        if self.goes_on:
            return _("Call off this date")
        if self.refunds and self.preview.by_card:
            return _("Call off and refund %(sum)s") % {"sum": money(self.preview.by_card, self.currency)}
        if self.preview.back and not self.refunds:
            return _("Call off and keep %(sum)s") % {"sum": money(self.preview.back, self.currency)}
        return _("Call off")


class CallOffCourseForm(CallOffForm):
    whole_course = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dates = Session.objects.filter(
            schedule=self.session.schedule_id, called_off_at=None, ends_at__gt=timezone.now()
        )
        self.rows.insert(0, (_("Dates to come, all called off"), str(dates.count())))


def rows_of(preview: CallOffPreview, currency: str) -> list[tuple[str, str]]:
    """What is none is left out, but for the people and the messages."""
    numbers = {"people": preview.people, "bookings": preview.bookings}
    people = ngettext("%(people)s in %(bookings)s booking", "%(people)s in %(bookings)s bookings", preview.bookings)
    emails = ngettext("%(count)s email", "%(count)s emails", preview.emails) % {"count": preview.emails}
    texts = ngettext("%(count)s text", "%(count)s texts", preview.texts) % {"count": preview.texts}
    rows = [(_("People who come"), people % numbers)]
    counted = [(_("Waiting for a place"), preview.waiting), (_("Booking at this moment"), preview.unfinished)]
    rows += [(label, str(count)) for label, count in counted if count]
    sums = [
        (_("Paid by card"), preview.by_card),
        (_("Paid in person"), preview.by_hand),
        (_("Reserved on cards, is released"), preview.released),
        (_("Paid by who has not finished, goes back"), preview.anyhow),
    ]
    rows += [(label, money(amount, currency)) for label, amount in sums if amount]
    return [*rows, (_("Messages"), f"{emails}, {texts}" if preview.texts else emails)]
