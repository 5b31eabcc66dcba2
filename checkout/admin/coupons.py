"""Coupons: what they take off, when, how often; who used one, on which order."""

from datetime import datetime
from typing import Any

from django.contrib import admin, messages
from django.db.models import Exists, ManyToManyField, OuterRef, QuerySet
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.wording import mark, when, with_business
from checkout.admin.coupon_form import CouponForm
from checkout.models import Coupon, CouponUse
from services.admin.money import WithAmounts
from services.wording import money

_SHOWN = 50  # of the uses, the latest


def state_of(coupon: Any, now: datetime) -> tuple[str, str]:
    """A mark and its word. Needs `with_business`."""
    if not coupon.active:
        return "no", gettext("switched off")
    if coupon.ends_at is not None and coupon.ends_at <= now:
        return "no", gettext("over since %(when)s") % {"when": when(coupon.ends_at, coupon.business_zone)}
    if coupon.limit is not None and coupon.used >= coupon.limit:
        return "no", gettext("used up")
    if coupon.starts_at is not None and coupon.starts_at > now:
        return "plan", gettext("valid from %(when)s") % {"when": when(coupon.starts_at, coupon.business_zone)}
    if coupon.ends_at is not None:
        return "ok", gettext("valid until %(when)s") % {"when": when(coupon.ends_at, coupon.business_zone)}
    return "ok", gettext("valid")


@admin.register(Coupon)
class CouponAdmin(WithAmounts, admin.ModelAdmin):
    form = CouponForm
    list_display = ["code", "takes_off", "uses_counted", "state", "note"]
    list_filter = ["active"]
    search_fields = ["code", "note"]
    formfield_overrides = {ManyToManyField: {"widget": CheckboxSelectMultiple}}
    readonly_fields = ["uses_counted", "state", "latest_uses"]
    actions = ["switch_off"]
    fieldsets = [
        (None, {"fields": ["code", "note", "active"]}),
        (
            _("What it takes off"),
            {"fields": ["percent", "amount"], "description": _("One of the two, of the whole order.")},
        ),
        (_("When and for what"), {"fields": ["starts_at", "ends_at", "services"]}),
        (
            _("How often"),
            {
                "fields": ["limit", "limit_per_contact"],
                "description": _(
                    "A use counts from the moment the code is typed, and is free again if nothing is paid."
                ),
            },
        ),
    ]

    def get_fieldsets(self, request: HttpRequest, obj: Coupon | None = None) -> Any:
        """A new one has no uses to show."""
        shown = (_("Uses"), {"fields": ["state", "uses_counted", "latest_uses"]})
        return [*self.fieldsets, shown] if obj else self.fieldsets

    def get_queryset(self, request: HttpRequest) -> QuerySet[Coupon]:
        was_used = Exists(CouponUse.objects.filter(coupon=OuterRef("pk")))
        return with_business(super().get_queryset(request)).annotate(was_used=was_used)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Coupon | None:
        """Locked while it is saved: customers use it meanwhile, and their uses stay counted."""
        found = super().get_object(request, object_id, from_field)
        if found is not None and request.method == "POST":
            Coupon.objects.select_for_update(no_key=True).get(pk=found.pk)
            found.refresh_from_db()
        return found

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """One that was used stays, for the orders that name it."""
        return super().has_delete_permission(request, obj) and not (obj is not None and obj.uses.exists())

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Deleted one by one, switched off together."""
        return {name: action for name, action in super().get_actions(request).items() if name != "delete_selected"}

    @admin.action(description=_("Switch off"), permissions=["change"])
    def switch_off(self, request: HttpRequest, coupons: QuerySet[Coupon]) -> None:
        count = coupons.filter(active=True).update(active=False)
        said = ngettext("%(n)s coupon is switched off.", "%(n)s coupons are switched off.", count)
        messages.info(request, said % {"n": count})

    @admin.display(description=_("takes off"))
    def takes_off(self, coupon: Any) -> str:
        if coupon.percent is not None:
            return f"{coupon.percent.normalize():f} %"
        return money(coupon.amount, coupon.business_currency)

    @admin.display(description=_("used"), ordering="used")
    def uses_counted(self, coupon: Coupon) -> str:
        if coupon.limit is None:
            return str(coupon.used)
        return gettext("%(used)s of %(limit)s") % {"used": coupon.used, "limit": coupon.limit}

    @admin.display(description=_("state"))
    def state(self, coupon: Any) -> str:
        return mark(*state_of(coupon, timezone.now()))

    @admin.display(description=_("latest uses"))
    def latest_uses(self, coupon: Any) -> str:
        uses = coupon.uses.select_related("checkout", "checkout__order")[:_SHOWN]
        rows = format_html_join("", "<div>{}, {}: {}</div>", (_use(use, coupon) for use in uses))
        stays = gettext("It was used, so it can't be deleted: switch it off instead.") if coupon.was_used else ""
        return format_html("{}<p>{}</p>", rows, stays) if rows else gettext("none")


def _use(use: CouponUse, coupon: Any) -> tuple[str, str, str]:
    """When, how much, and what became of it."""
    order = getattr(use.checkout, "order", None)
    if use.released_at is not None:
        became = gettext("not paid, free again")
    elif order is None:
        became = gettext("not paid yet")
    else:
        address = reverse("admin:checkout_order_change", args=[order.pk])
        became = format_html('<a href="{}">{}</a>', address, gettext("order %(number)s") % {"number": order.number})
    return when(use.used_at, coupon.business_zone), money(use.amount, use.checkout.currency), became
