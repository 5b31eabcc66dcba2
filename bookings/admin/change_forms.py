"""What an owner says to change how many come, or to which date of a class."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from bookings.actors import Permission
from bookings.admin.act_forms import WordsForm
from bookings.availability import Slot
from bookings.balance import at_hand
from bookings.change_forms import PartyFields
from bookings.errors import BookingError
from bookings.lifecycle.reschedule import refuse_rescheduling
from bookings.manage.another_date import dates_for
from bookings.states import FlowFlag, Status
from services.models import Business

MOST = 1000  # the verb says what the policy allows


class PeopleActForm(PartyFields, WordsForm):
    with_refund = forms.BooleanField(
        label=_("Give back what was paid for those who leave"),
        required=False,
        help_text=_("Without it the business keeps that money."),
    )
    beyond = forms.BooleanField(
        label=_("Also beyond the places and the limit"),
        required=False,
        help_text=_("Otherwise there must be places, and no more people than one booking may have."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.add_party(self.booking, Business.objects.current().currency, MOST)
        self.order_fields([name for name in self.fields if name not in type(self).base_fields])
        self.initial["with_refund"] = True
        if not (at_hand(self.booking) > 0 or self.booking.credits) or not self.actor.may(Permission.REFUND):
            del self.fields["with_refund"]
        if not self.actor.may(Permission.OVERRIDE):
            del self.fields["beyond"]

    def arguments(self) -> dict[str, Any]:
        said = self.cleaned_data
        flags = [FlowFlag.SKIP_AVAILABILITY_VALIDATION, FlowFlag.IGNORE_PARTICIPANTS_LIMIT]
        told = {name: said[name] for name in ("revision", "words", "notify")} | self.party()
        back = {"with_refund": said["with_refund"]} if "with_refund" in said else {}
        return told | back | {"flow_control": flags if said.get("beyond") else []}


class MoveForm(WordsForm):
    """What may be switched off when a booking moves, where there is something to switch off."""

    beyond = forms.BooleanField(required=False)
    beyond_rules = forms.BooleanField(
        label=_("Although the rules of this booking don’t allow it"), required=False, initial=True
    )
    no_approval = forms.BooleanField(
        label=_("It stays confirmed"),
        required=False,
        initial=True,
        help_text=_("Without it the booking is a request again, which waits for your answer."),
    )
    beyond_label: Any = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["beyond"].label = self.beyond_label
        may = self.actor.may(Permission.OVERRIDE)
        asks = self.booking.terms.needs_approval and self.booking.status == Status.CONFIRMED
        for name, is_asked in (("beyond", True), ("beyond_rules", self._refused()), ("no_approval", asks)):
            if not may or not is_asked:
                del self.fields[name]

    def told(self) -> dict[str, Any]:
        said = self.cleaned_data
        flags = {
            "beyond": FlowFlag.SKIP_AVAILABILITY_VALIDATION,
            "beyond_rules": FlowFlag.IGNORE_RESCHEDULE_POLICY,
            "no_approval": FlowFlag.SKIP_BUSINESS_CONFIRMATION,
        }
        told = {name: said[name] for name in ("revision", "words", "notify")}
        return told | {"flow_control": [flag for name, flag in flags.items() if said.get(name)]}

    def _refused(self) -> bool:
        try:
            refuse_rescheduling(self.booking, by=self.actor, now=timezone.now())
        except BookingError:
            return True
        return False


class DateActForm(MoveForm):
    session = forms.TypedChoiceField(
        label=_("New date"), coerce=int, error_messages={"required": _("Choose one of the dates.")}
    )
    field_order = ("session",)
    beyond_label = _("Also where there are not enough places")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        dates = dates_for(self.booking, Business.objects.current(), timezone.now(), owner=True)
        choices = [(date.id, f"{date.moment}, {date.about}") for date in dates]
        self.fields["session"].choices = [("", _("Choose a date")), *choices]  # type: ignore[attr-defined]

    def arguments(self) -> dict[str, Any]:
        return self.told() | {"slot": Slot(self.booking.service_id, session_id=self.cleaned_data["session"])}
