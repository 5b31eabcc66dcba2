"""The sandbox's page, where a real provider would ask for a card."""

import math
from urllib.parse import urlsplit
from uuid import UUID

from babel.numbers import format_currency
from csp.decorators import csp_update
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import get_language, to_locale
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from checkout.models import SandboxPayment
from checkout.sandbox.access import provider_only
from checkout.sandbox.forms import OutcomeForm
from checkout.sandbox.outcomes import Outcome, TimeIsUp, choose
from checkout.sandbox.payments import status_of
from services.prices import from_minor_units


class SeeOther(HttpResponseRedirect):
    """303: what was a POST is followed by a GET."""

    status_code = 303


@provider_only
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, payment_id: UUID) -> HttpResponseBase:
    payment = get_object_or_404(SandboxPayment, pk=payment_id)
    if request.method != "POST":
        return _page(request, payment, OutcomeForm())
    form = OutcomeForm(request.POST)
    if not form.is_valid():
        return _page(request, payment, form, status=422)
    try:
        url = choose(payment.pk, form.cleaned_data["outcome"], delay=form.cleaned_data["delay"], now=timezone.now())
    except TimeIsUp:
        return _page(request, payment, form, status=410)
    return SeeOther(url)


def _page(request: HttpRequest, payment: SandboxPayment, form: OutcomeForm, status: int = 200) -> HttpResponseBase:
    """The form is answered with a redirect to the shop, which the page's policy must allow."""
    shop = {_origin(payment.return_url), _origin(payment.cancel_url)}

    @csp_update({"form-action": sorted(shop)})
    def shown(request: HttpRequest) -> HttpResponseBase:
        return render(request, "sandbox/pay.html", context, status=status)

    amount = from_minor_units(payment.amount, payment.currency)
    now = timezone.now()
    context = {
        "payment": payment,
        "status": status_of(payment, now),
        "seconds_left": math.ceil((payment.expires_at - now).total_seconds()),
        "amount": format_currency(amount, payment.currency, locale=to_locale(get_language() or "en")),
        "form": form,
        "outcomes": Outcome,
    }
    return shown(request)


def _origin(url: str) -> str:
    address = urlsplit(url)
    return f"{address.scheme}://{address.netloc}"
