"""Ending a plan that somebody has, and putting its credits right: each said first, then done and logged."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from checkout.errors import PlanDoesNotPay
from checkout.models import CreditPot, Membership
from checkout.operations.held_plans import end_plan, set_credits
from checkout.plans_words import last_day
from services.models import Business


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Why"),
        max_length=200,
        help_text=gettext_lazy("It stands in the history with your name; leave names out."),
    )


class CreditsForm(ReasonForm):
    """`credits`: in all, those that are used among them."""

    pot = forms.ModelChoiceField(queryset=CreditPot.objects.none(), label=gettext_lazy("Which"), empty_label=None)
    credits = forms.IntegerField(label=gettext_lazy("Credits in all"), min_value=1, max_value=32767)
    field_order = ("pot", "credits", "reason")

    def __init__(self, *args: Any, membership: Membership, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        pots, zone = membership.pots.order_by("-starts_at"), Business.objects.current().time_zone
        field: Any = self.fields["pot"]
        field.queryset = pots
        field.label_from_instance = lambda pot: (
            _("until %(day)s: %(used)s of %(credits)s used")
            % {
                "day": last_day(pot.ends_at, zone),
                "used": pot.used,
                "credits": pot.credits,
            }
        )
        first = pots.first()
        self.initial["credits"] = first.credits if first else None

    def clean(self) -> dict[str, Any]:
        pot, credits = self.cleaned_data.get("pot"), self.cleaned_data.get("credits")
        if pot and credits and credits < pot.used:
            self.add_error("credits", _("%(used)s are used already.") % {"used": pot.used})
        return self.cleaned_data


def end_view(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _found(request, pk)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_bound and form.is_valid():
        end_plan(membership, now=timezone.now())
        _log(request, membership, _("Ended: %(why)s") % {"why": form.cleaned_data["reason"]})
        messages.success(request, _("The plan has ended."))
        return _back(membership)
    effect = _("No more bookings are paid with it. What it has paid for stands, and no money goes back by this.")
    return _page(request, membership, form, _("End this plan"), effect)


def credits_view(request: HttpRequest, pk: int) -> HttpResponse:
    membership = _found(request, pk)
    if membership.credits is None:
        raise PermissionDenied
    form = CreditsForm(request.POST if request.method == "POST" else None, membership=membership)
    if form.is_bound and form.is_valid() and _changed(request, membership, form):
        return _back(membership)
    effect = _("Credits that are taken for bookings stay taken. A cycle appears here once something was booked in it.")
    return _page(request, membership, form, _("Change the credits"), effect)


def _changed(request: HttpRequest, membership: Membership, form: CreditsForm) -> bool:
    """False, and said at its field, where more were used since the page was read."""
    pot, credits = form.cleaned_data["pot"], form.cleaned_data["credits"]
    words = {"before": pot.credits, "after": credits, "why": form.cleaned_data["reason"]}
    try:
        set_credits(pot, credits)
    except PlanDoesNotPay:
        pot.refresh_from_db()
        form.add_error("credits", _("%(used)s are used already.") % {"used": pot.used})
        return False
    _log(request, membership, _("Credits changed from %(before)s to %(after)s: %(why)s") % words)
    messages.success(request, _("The credits are changed."))
    return True


def _found(request: HttpRequest, pk: int) -> Membership:
    if not request.user.has_perm("checkout.change_membership"):
        raise PermissionDenied
    return get_object_or_404(Membership.objects.select_related("contact").filter(ended_at=None), pk=pk)


def _log(request: HttpRequest, membership: Membership, words: str) -> None:
    user: Any = request.user
    LogEntry.objects.log_actions(user.pk, [membership], CHANGE, change_message=words, single_object=True)


def _back(membership: Membership) -> HttpResponse:
    return HttpResponseRedirect(reverse("admin:checkout_membership_change", args=[membership.pk]))


def _page(request: HttpRequest, membership: Membership, form: forms.Form, title: str, effect: str) -> TemplateResponse:
    context: dict[str, Any] = admin.site.each_context(request) | {
        "title": f"{title}: {membership.contact}",
        "label": title,
        "membership": membership,
        "form": form,
        "effect": effect,
        "opts": Membership._meta,
    }
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "admin/checkout/membership/act.html", context, status=status)
