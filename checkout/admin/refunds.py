"""What became of each amount that goes back, as an owner reads it. Rows come from `with_business`, hence `Any`."""

from collections.abc import Iterable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bookings.admin.wording import when, with_business
from bookings.lifecycle.cancel import CUSTOMER_CANCELED, OWNER_CANCELED
from bookings.lifecycle.decline import CHECKOUT_EXPIRED, REQUEST_EXPIRED
from bookings.sessions.ending import CALLED_OFF
from checkout.models import Refund, RefundState
from checkout.operations.settling import FEWER_PEOPLE, PAID_TWICE
from services.wording import money

# Codes of domain.md that a refund carries as its reason; what an owner wrote stands as it is.
_WHY = {
    OWNER_CANCELED: gettext_lazy("canceled by the business"),
    CUSTOMER_CANCELED: gettext_lazy("canceled by the customer"),
    CALLED_OFF: gettext_lazy("called off"),
    CHECKOUT_EXPIRED: gettext_lazy("not finished in time"),
    REQUEST_EXPIRED: gettext_lazy("not answered in time"),
    PAID_TWICE: gettext_lazy("paid twice"),
    FEWER_PEOPLE: gettext_lazy("fewer people"),
    "CANCELED": gettext_lazy("canceled"),
    "DECLINED": gettext_lazy("declined"),
}


def refunds_of(**which: Any) -> QuerySet[Refund]:
    """In the order in which they were asked for."""
    return with_business(Refund.objects.filter(**which).select_related("payment").order_by("created_at", "pk"))


def in_lines(refunds: Iterable[Refund]) -> SafeString:
    """As HTML: the amount leads to its payment. Empty for none."""
    return format_html_join(
        "",
        '<div><a href="{}">{}</a>, {}: {} {}</div>',
        (
            (
                reverse("admin:checkout_payment_change", args=[refund.payment_id]),
                money(refund.amount, refund.payment.currency),
                refund.get_state_display(),
                _WHY.get(refund.reason, refund.reason),
                _progress(refund),
            )
            for refund in refunds
        ),
    )


def _progress(refund: Any) -> str:
    if refund.state == RefundState.DONE:
        return _("Given back %(when)s.") % {"when": when(refund.done_at, refund.business_zone)}
    if refund.state == RefundState.FAILED:
        return _("The provider refused it: %(why)s") % {"why": refund.failure}
    since = _("Under way since %(when)s.") % {"when": when(refund.created_at, refund.business_zone)}
    if not refund.attempts:
        return since
    later = _("The provider did not answer; it is asked again %(when)s.")
    return f"{since} {later % {'when': when(refund.retry_at, refund.business_zone)}}"
