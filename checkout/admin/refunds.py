"""What became of each amount that goes back, as an owner reads it. Rows come from `with_business`, hence `Any`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.admin.wording import when, with_business
from checkout.admin.refund_acts import REFUND_ACTS
from checkout.models import Refund, RefundState
from checkout.reasons import in_words
from services.wording import money


def refunds_of(**which: Any) -> QuerySet[Refund]:
    """In the order in which they were asked for."""
    return with_business(Refund.objects.filter(**which).select_related("payment").order_by("created_at", "pk"))


def in_lines(refunds: Iterable[Refund], *, acts: bool = False) -> SafeString:
    """As HTML: the amount leads to its payment. Empty for none. `acts`: with what can be done about a refused one."""
    return format_html_join(
        "",
        '<div><a href="{}">{}</a>, {}: {} {}{}</div>',
        (
            (
                reverse("admin:checkout_payment_change", args=[refund.payment_id]),
                money(refund.amount, refund.payment.currency),
                refund.get_state_display(),
                _reason(refund),
                _progress(refund),
                _acts(refund) if acts and refund.state == RefundState.FAILED else "",
            )
            for refund in refunds
        ),
    )


def _reason(refund: Refund) -> str:
    why = in_words(refund.reason).rstrip(".")
    return _("%(why)s, by hand.") % {"why": why} if refund.by_hand else f"{why}."


def _acts(refund: Refund) -> SafeString:
    rows = [(reverse("admin:checkout_refund_act", args=[refund.pk, act.name]), act.label) for act in REFUND_ACTS]
    links = format_html_join("", '<a class="btn sm" href="{}">{}</a>', rows)
    return format_html('<span class="acts">{}</span>', links)


def _progress(refund: Any) -> str:
    if refund.state == RefundState.DONE:
        return _("Given back %(when)s.") % {"when": when(refund.done_at, refund.business_zone)}
    if refund.state in (RefundState.FAILED, RefundState.REPLACED):
        refused = _("The provider refused it: %(why)s") % {"why": refund.failure}
        return refused if refund.state == RefundState.FAILED else f"{refused} {_('Another one stands for it.')}"
    since = _("Under way since %(when)s.") % {"when": when(refund.created_at, refund.business_zone)}
    if not refund.attempts:
        return since
    later = _("The provider did not answer; it is asked again %(when)s.")
    return f"{since} {later % {'when': when(refund.retry_at, refund.business_zone)}}"
