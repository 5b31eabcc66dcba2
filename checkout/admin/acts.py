"""What an owner notes of a booking's money that changed hands in person, beside the acts of bookings."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actors import Permission
from bookings.admin.act_forms import ActForm
from bookings.admin.acts import ACTS, Act
from bookings.balance import due
from bookings.models import Booking
from bookings.states import UNDECIDED
from checkout.operations import mark_paid
from checkout.operations.owner_refunds import by_hand_now, given_back
from services.models import Business
from services.prices import exponent
from services.wording import money


class AmountForm(ActForm):
    """How much: by default all that there is."""

    amount = forms.DecimalField(label=gettext_lazy("Amount"), max_digits=12)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        currency = Business.objects.current().currency
        places, whole = exponent(currency), self.whole(self.booking)
        field = forms.DecimalField(
            label=self.fields["amount"].label,
            min_value=Decimal(1).scaleb(-places),
            max_digits=12,
            decimal_places=places,
            help_text=self.help_of(money(whole, currency)),
        )
        field.widget.attrs["inputmode"] = "decimal"
        self.fields["amount"], self.initial["amount"] = field, round(whole, places)

    def whole(self, booking: Booking) -> Decimal:
        return due(booking)

    def help_of(self, whole: str) -> str:
        return _("%(amount)s is due; less leaves the rest to pay.") % {"amount": whole}


class GivenBackForm(AmountForm):
    def whole(self, booking: Booking) -> Decimal:
        return by_hand_now(booking)

    def help_of(self, whole: str) -> str:
        currency = Business.objects.current().currency
        in_hand = money(self.booking.amount_in_hand, currency)
        return _("Up to %(amount)s was paid in person and not given back.") % {"amount": in_hand}


@dataclass(frozen=True)
class MoneyAct(Act):
    """By what is due or in hand, not by the status alone."""

    def fits(self, booking: Booking) -> bool:
        if self.name == "mark-paid":
            return due(booking) > 0 and booking.status not in UNDECIDED
        return booking.amount_in_hand > 0


MARK_PAID = MoneyAct(
    "mark-paid",
    gettext_lazy("Mark as paid"),
    gettext_lazy("You have taken the money in person. It goes into the books with today’s date and your name."),
    gettext_lazy("What was paid for %(code)s is noted."),
    Permission.TAKE_PAYMENT,
    AmountForm,
    mark_paid,
    "go",
)
GIVEN_BACK = MoneyAct(
    "given-back",
    gettext_lazy("Given back in person"),
    gettext_lazy("You have given the money back by hand. If the booking stands at that price, it is to pay again."),
    gettext_lazy("What was given back for %(code)s is noted."),
    Permission.REFUND,
    GivenBackForm,
    given_back,
)
ACTS.update({act.name: act for act in (MARK_PAID, GIVEN_BACK)})
