"""Plans that people have: whose, what is left, what became of the credits; given, ended and put right by hand."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bookings.admin.wording import mark, when, with_business
from checkout.admin.membership_acts import credits_view, end_view
from checkout.models import CreditPot, Membership, Redemption
from checkout.operations.held_plans import give_plan
from checkout.plans_words import last_day, what_it_gives
from services.wording import money

_SHOWN = 50  # of what was taken, the latest


class NumberedSelect(AutocompleteSelect):
    """Looks for nobody by what is no number; the field says that it is none of the choices."""

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        numbers = [each for each in value if str(each).isascii() and str(each).isdecimal() and len(str(each)) < 19]
        return super().optgroups(name, numbers, attrs)


class GiveForm(forms.ModelForm):
    """A plan without a payment; the note says who gave it, and why."""

    note = forms.CharField(
        label=_("Why"),
        max_length=200,
        help_text=_("Such as: paid in cash, or a prize. It stands in the history with your name; leave names out."),
    )


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Shown; the verbs change it. Nothing is deleted: what was paid with it names it."""

    form = GiveForm
    list_display = ["who", "name", "left", "until", "state"]
    list_filter = ["plan"]
    list_select_related = ["contact"]
    search_fields = ["contact__first_name", "contact__last_name", "contact__email", "name"]
    search_help_text = _("Name or email of who has it, or the plan.")
    show_full_result_count = False
    autocomplete_fields = ["contact"]
    change_form_template = "admin/checkout/membership/change_form.html"
    shown = ("who", "name", "gives", "left", "until", "state", "price_paid", "taken")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Membership]:
        pots = Prefetch("pots", CreditPot.objects.order_by("starts_at"))
        return with_business(super().get_queryset(request)).prefetch_related(pots)

    def get_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        return self.shown if obj else ("contact", "plan", "note")

    def get_readonly_fields(self, request: HttpRequest, obj: Membership | None = None) -> Any:
        return self.shown if obj else ()

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view
        return [
            path("<int:pk>/end/", view(end_view), name="checkout_membership_end"),
            path("<int:pk>/credits/", view(credits_view), name="checkout_membership_credits"),
            *super().get_urls(),
        ]

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "contact":
            kwargs["widget"] = NumberedSelect(db_field, self.admin_site)
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Membership, form: Any, change: bool) -> None:
        made = give_plan(obj.plan, obj.contact, now=timezone.now())
        obj.pk = made.pk
        obj.refresh_from_db()

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> Any:
        return gettext("Given by hand: %(note)s") % {"note": form.cleaned_data["note"]}

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        membership = kwargs.get("obj")
        if membership is not None:
            context["title"] = f"{membership.name}, {membership.contact}"
            may = request.user.has_perm("checkout.change_membership") and membership.ended_at is None
            context |= {"may_end": may, "may_correct": may and membership.credits is not None}
        else:
            context["title"] = gettext("Give a plan")
        return super().render_change_form(request, context, *args, **kwargs)

    @admin.display(description=_("who"), ordering="contact__first_name")
    def who(self, membership: Membership) -> str:
        address = reverse("admin:bookings_contact_change", args=[membership.contact_id])
        return format_html('{} <a href="{}">{}</a>', membership.contact, address, membership.contact.email)

    @admin.display(description=_("gives"))
    def gives(self, membership: Membership) -> str:
        return what_it_gives(membership)

    @admin.display(description=_("used"))
    def left(self, membership: Any) -> str:
        """Of its pots; of cycles each by itself, the latest last."""
        pots = list(membership.pots.all())
        if not pots:
            return gettext("nothing yet")
        return ", ".join(_used(pot) for pot in pots[-3:])

    @admin.display(description=_("until"), ordering="ends_at")
    def until(self, membership: Any) -> str:
        return last_day(membership.ends_at, membership.business_zone)

    @admin.display(description=_("state"))
    def state(self, membership: Any) -> str:
        if membership.ended_at is not None:
            return mark(
                "no", gettext("ended %(when)s") % {"when": when(membership.ended_at, membership.business_zone)}
            )
        return mark("ok", gettext("valid")) if membership.ends_at > timezone.now() else mark("no", gettext("over"))

    @admin.display(description=_("price"))
    def price_paid(self, membership: Any) -> str:
        price = money(membership.price, membership.business_currency)
        line = getattr(membership, "order_line", None)
        if line is None:
            return gettext("%(price)s, given by hand") % {"price": price}
        address = reverse("admin:checkout_order_change", args=[line.order_id])
        return format_html('{}, <a href="{}">{}</a>', price, address, gettext("its order"))

    @admin.display(description=_("taken for"))
    def taken(self, membership: Any) -> str:
        rows = Redemption.objects.filter(pot__membership=membership).select_related("booking")[:_SHOWN]
        zone = membership.business_zone
        return format_html_join("", '<div>{}, <a href="{}">{}</a>: {}</div>', (_line(row, zone) for row in rows)) or (
            gettext("nothing yet")
        )


def _used(pot: CreditPot) -> str:
    if pot.credits is None:
        return str(pot.used)
    return gettext("%(used)s of %(credits)s") % {"used": pot.used, "credits": pot.credits}


def _line(row: Redemption, zone: Any) -> tuple[str, str, str, str]:
    address = reverse("admin:bookings_booking_change", args=[row.booking_id])
    said = gettext("%(n)s, came back") if row.returned_at else "%(n)s"
    return when(row.redeemed_at, zone), address, str(row.booking), said % {"n": row.credits}
