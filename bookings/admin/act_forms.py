"""What an owner says when acting on a booking. The fields are the arguments of the verb."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actors import Actor, Permission
from bookings.balance import at_hand
from bookings.credit_words import credits_words, in_use
from bookings.errors import BookingError, RevisionConflict
from bookings.models import Booking
from services.models import Business
from services.wording import money


class ActForm(forms.Form):
    """Carries the revision that the owner saw."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, booking: Booking, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.booking, self.actor = booking, actor
        self.initial["revision"] = booking.revision

    def arguments(self) -> dict[str, Any]:
        """Of a valid form, as the verb takes them."""
        return self.cleaned_data

    def attempt(self, verb: Callable[..., object]) -> int:
        """Calls the verb with what was said: the status to answer with, 302 when it is done. What it has against it is
        said, and after a change meanwhile the same can be sent again."""
        if not self.is_valid():
            return 422
        try:
            verb(**self.arguments())
        except RevisionConflict as error:
            self.add_error(None, str(error))
            self.booking.refresh_from_db()
            self.data = {**self.data, "revision": str(self.booking.revision)}
            return 409
        except BookingError as error:
            self.say(error)
            return 422
        return 302

    def say(self, error: BookingError) -> None:
        """Say what the verb has against it, at its field if there is one."""
        self.add_error(error.field if error.field in self.fields else None, str(error))


class WordsForm(ActForm):
    words = forms.CharField(
        label=gettext_lazy("Your words to the customer"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4, "cols": 60}),
        help_text=gettext_lazy("They stand in the message."),
    )
    notify = forms.BooleanField(label=gettext_lazy("Send the message"), required=False, initial=True)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["notify"] = True


class ConfirmForm(WordsForm):
    check_availability = forms.BooleanField(
        label=gettext_lazy("Only if the time is still free"),
        required=False,
        help_text=gettext_lazy("Without it the booking is confirmed even if somebody else has the time."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["check_availability"] = True


class CancelForm(WordsForm):
    """Asks about a refund where there is money to give back and the account may do so."""

    with_refund = forms.BooleanField(required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        have, credits = at_hand(self.booking), in_use(self.booking)
        if not (have or credits) or not self.actor.may(Permission.REFUND):
            del self.fields["with_refund"]
            return
        self.initial["with_refund"] = True
        amount = credits_words(credits) if credits else money(have, Business.objects.current().currency)
        self.fields["with_refund"].label = _("Give back %(amount)s") % {"amount": amount}
        kept = _("Without it the business keeps the money.")
        self.fields["with_refund"].help_text = _("Without it they stay used.") if credits else kept
