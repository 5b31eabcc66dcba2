"""The money of one order's lines, as an owner reads it: what each comes to today, and how it adds up."""

from collections.abc import Iterable
from typing import Any

from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from bookings.admin.wording import when
from checkout.charged import Charged
from checkout.models import Order, Payment, Retained
from checkout.pricing import ZERO
from checkout.reasons import in_words
from services.wording import money


def equation(sums: Charged, currency: str) -> str:
    """ "€40.00 today = €55.00 paid − €15.00 given back": terms of nothing are left out."""
    terms = [
        ("", sums.paid, _("%(amount)s paid")),
        (" − ", sums.refunded, _("%(amount)s given back")),
        (" − ", sums.back, _("%(amount)s still to give back")),
        (" + ", sums.reserved, _("%(amount)s reserved on a card")),
        (" + ", sums.due, _("%(amount)s due")),
    ]
    said = [(sign, words % {"amount": money(value, currency)}) for sign, value, words in terms if value]
    right = "".join(sign + words for sign, words in said).removeprefix(" + ").removeprefix(" − ")
    today = _("%(amount)s today") % {"amount": money(sums.charged, currency)}
    if sums.kept:
        today += _(", of it %(amount)s kept") % {"amount": money(sums.kept, currency)}
    return f"{today} = {right or money(ZERO, currency)}"


def payments_in_lines(payments: Iterable[Payment], zone: Any) -> SafeString:
    """As HTML: each attempt, what for, how it stands, and who took it."""
    return format_html_join(
        "",
        '<div><a href="{}">{}</a>, {}, {}{}</div>',
        (
            (
                reverse("admin:checkout_payment_change", args=[payment.pk]),
                money(payment.amount, payment.currency),
                payment.get_state_display(),
                payment.get_purpose_display(),
                _when_and_who(payment, zone),
            )
            for payment in payments
        ),
    )


def _when_and_who(payment: Payment, zone: Any) -> str:
    said = f", {when(payment.captured_at, zone)}" if payment.captured_at else ""
    return said + (_(", taken by %(who)s") % {"who": payment.taken_by} if payment.taken_by else "")


def kept_in_lines(kept: Iterable[Retained], currency: str) -> SafeString:
    """As HTML: what is kept, and why."""
    return format_html_join(
        "", "<div>{}: {}</div>", ((money(row.amount, currency), in_words(row.reason)) for row in kept)
    )


def discount(order: Order) -> str:
    if not order.discount:
        return ""
    amount = money(order.discount, order.currency)
    return f"{amount}, {order.coupon_code}" if order.coupon_code else amount
