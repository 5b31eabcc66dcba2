"""Giving money of an order back: how much of which line, how, and why."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.actors import Actor, Permission
from bookings.errors import BookingError, RevisionConflict
from bookings.states import FINAL
from checkout.admin.whose import whose
from checkout.models import Order, OrderLine
from checkout.operations.owner_refunds import givable, give_back_lines, refunds_asked
from checkout.pricing import ZERO
from services.prices import exponent
from services.wording import money

PROVIDER, BY_HAND = "provider", "by_hand"
WAYS = [
    (PROVIDER, gettext_lazy("Send it back the way it was paid")),
    (BY_HAND, gettext_lazy("I have given it back in person")),
]


class GiveBackForm(forms.Form):
    """`lines`: what can go back of each, with so many refunds `seen`. A field for each line, named by its number."""

    seen = forms.IntegerField(widget=forms.HiddenInput)
    way = forms.ChoiceField(label=gettext_lazy("How"), choices=WAYS, widget=forms.RadioSelect, initial=PROVIDER)
    cheaper = forms.BooleanField(
        label=gettext_lazy("What stands costs so much less from now on"),
        required=False,
        initial=True,
        help_text=gettext_lazy("Without it the price stays, and what you give back is to pay again."),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=200, help_text=gettext_lazy("The customer reads it on the receipt.")
    )

    def __init__(self, *args: Any, order: Order, lines: Sequence[tuple[OrderLine, Decimal]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, self.lines = order, {f"line_{line.pk}": line for line, _left in lines}
        self.initial["seen"] = refunds_asked(order)
        amounts = {f"line_{line.pk}": self._amount(line, left, only=len(lines) == 1) for line, left in lines}
        self.fields = amounts | self.fields
        if not any(line.booking is not None and line.booking.status not in FINAL for line, _left in lines):
            del self.fields["cheaper"]

    def _amount(self, line: OrderLine, left: Decimal, *, only: bool) -> forms.DecimalField:
        places = exponent(self.order.currency)
        all_of_it = money(left, self.order.currency)
        field = forms.DecimalField(
            label=f"{line.title}, {line.booking.code}" if line.booking is not None else line.title,
            required=False,
            min_value=Decimal(1).scaleb(-places),
            max_digits=12,
            decimal_places=places,
            initial=round(left, places) if only else None,
            help_text=_("Up to %(amount)s.") % {"amount": all_of_it},
        )
        field.widget.attrs["inputmode"] = "decimal"
        return field

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if not self.errors and not any(data.get(name) for name in self.lines):
            self.add_error(next(iter(self.lines), None), _("Say how much goes back."))
        return data

    @property
    def amounts(self) -> dict[OrderLine, Decimal]:
        return {line: self.cleaned_data[name] for name, line in self.lines.items() if self.cleaned_data.get(name)}

    def attempt(self, by: Actor) -> int:
        """The status to answer with, 302 when it is asked for."""
        if not self.is_valid():
            return 422
        said = self.cleaned_data
        how = {"by_hand": said["way"] == BY_HAND, "cheaper": said.get("cheaper", False), "seen": said["seen"]}
        try:
            give_back_lines(self.order, self.amounts, reason=said["reason"], by=by, now=timezone.now(), **how)
        except RevisionConflict as error:
            self.add_error(None, str(error))
            self.data = {**self.data, "seen": str(refunds_asked(self.order))}
            return 409
        except BookingError as error:
            self.add_error(error.field if error.field in self.fields else None, str(error))
            return 422
        return 302


def lines_to_give(order: Order) -> list[tuple[OrderLine, Decimal]]:
    """Those with money in them, and how much of it can go back."""
    left = givable(order)
    lines = order.lines.select_related("booking", "membership__contact").order_by("pk")
    return [(line, left[line.pk]) for line in lines if left.get(line.pk, ZERO) > ZERO]


def give_back_view(request: HttpRequest, pk: int) -> HttpResponse:
    actor = Actor.owner(request.user)  # type: ignore[arg-type]
    if not actor.may(Permission.REFUND):
        raise PermissionDenied
    order = get_object_or_404(Order.objects.select_related("checkout"), pk=pk)
    lines = lines_to_give(order)
    form = GiveBackForm(request.POST.dict() if request.method == "POST" else None, order=order, lines=lines)
    status = 200
    if request.method == "POST" and (status := form.attempt(actor)) == 302:
        messages.success(request, _told(order, form))
        return HttpResponseRedirect(reverse("admin:checkout_order_change", args=[pk]))
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": _title(order, lines),
        "order": order,
        "form": form,
        "fits": bool(lines),
        "opts": Order._meta,
    }
    return TemplateResponse(request, "admin/checkout/give_back.html", context, status=status)


def _title(order: Order, lines: Sequence[tuple[OrderLine, Decimal]]) -> str:
    title = _("Give money back: order %(number)s") % {"number": order.number}
    return ", ".join(filter(None, (title, whose(line for line, _left in lines))))


def _told(order: Order, form: GiveBackForm) -> str:
    amount = money(sum(form.amounts.values(), ZERO), order.currency)
    by_hand = form.cleaned_data["way"] == BY_HAND
    said = _("Noted: %(amount)s was given back.") if by_hand else _("%(amount)s goes back the way it was paid.")
    return said % {"amount": amount}
