"""Letting a plan pay for a booking by hand, beside the acts of bookings."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy

from bookings.actors import Permission
from bookings.admin.act_forms import ActForm
from bookings.admin.acts import ACTS, Act
from bookings.models import Booking
from checkout.models import Membership
from checkout.operations.redeeming import may_pay_by_hand, redeem_by_hand
from checkout.plans_held import live
from checkout.plans_words import what_it_gives


class PlanActForm(ActForm):
    """Which plan; of the person whose booking it is."""

    membership = forms.ModelChoiceField(
        queryset=Membership.objects.none(),
        label=gettext_lazy("Plan"),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose one of the plans.")},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["membership"]
        field.queryset = _plans_for(self.booking)
        field.label_from_instance = lambda membership: f"{membership.name}: {what_it_gives(membership)}"


@dataclass(frozen=True)
class PlanAct(Act):
    """Where the person has a plan for it, and nothing is paid."""

    def fits(self, booking: Booking) -> bool:
        return may_pay_by_hand(booking) and _plans_for(booking).exists()


def _plans_for(booking: Booking) -> Any:
    if booking.contact is None:
        return Membership.objects.none()
    when = min(booking.starts_at, timezone.now())  # one that ran out since may pay for what took place in its time
    return live(booking.contact, booking.service_id, when)


ACTS["plan"] = PlanAct(
    "plan",
    gettext_lazy("Pay with a plan"),
    gettext_lazy("The credits are taken from the person’s plan, and nothing is to pay any more."),
    gettext_lazy("%(code)s is paid with a plan."),
    Permission.TAKE_PAYMENT,
    PlanActForm,
    redeem_by_hand,
)
