"""The plans that customers can buy, as their pages show them."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from checkout.gateways import online_gateway
from checkout.models import Plan
from checkout.plan_terms import Terms
from checkout.plans_words import what_it_gives
from services import wording
from services.models import Business, Service


def on_sale() -> QuerySet[Plan]:
    """Each with its services that customers see. None where nothing can be paid online: plans are paid at once."""
    if online_gateway() is None:
        return Plan.objects.none()
    seen = Service.objects.filter(hidden=False, pay_by_plan=True).order_by("position", "name")
    return Plan.objects.filter(on_sale=True).prefetch_related(Prefetch("services", seen, to_attr="seen"))


def row_of(plan: Plan, business: Business) -> dict[str, Any]:
    """`seen`: its services."""
    return {
        "plan": plan,
        "gives": what_it_gives(plan),
        "valid": valid_words(plan),
        "price": wording.money(plan.price, business.currency),
        "services": ", ".join(service.name for service in plan.seen),  # type: ignore[attr-defined]
    }


def facts_of(plan: Plan | Terms, business: Business) -> list[tuple[str, Any]]:
    rows = [(_("What you get"), what_it_gives(plan).capitalize()), (_("Valid"), valid_words(plan))]
    if plan.tax_rate:
        rate = f"{plan.tax_rate.normalize():f}"
        rows.append((_("Tax"), _("%(rate)s%% included") % {"rate": rate}))
    return rows


def valid_words(plan: Plan | Terms) -> str:
    return ngettext("%(n)s day from buying it", "%(n)s days from buying it", plan.valid_days) % {"n": plan.valid_days}


def how_it_works(plan: Plan, services: Sequence[Service]) -> list[str]:
    """What a buyer should know before paying."""
    said = [_("One credit is one place for one person on one date. A course takes one for each of its dates.")]
    if plan.kind == "unlimited":
        said = [_("Book as often as you like, each time with the plan.")]
    if plan.kind == "per_cycle":
        each = _("A week's credits pay for what takes place in that week; what is left of them does not go over.")
        month = _("A month's credits pay for what takes place in that month; what is left of them does not go over.")
        said.append(each if plan.cycle == "week" else month)
    said.append(_("What you book must take place while the plan is valid."))
    said.append(_("Cancel a booking in time and its credit comes back to the plan."))
    return said
