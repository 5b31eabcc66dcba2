"""What payment companies tell us: stored and answered at once. It is a hint; what is true is asked back."""

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bookings.nudges import soon
from checkout.gateways import BadWebhook, Notice, gateway
from checkout.gateways.protocol import WEBHOOK_MAX_BYTES
from checkout.models import Payment
from checkout.operations.notices import keep_notice
from checkout.tasks import handle_notice


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    """200 once it is stored, or where it has no effect; 400 without detail for what is not the provider's."""
    try:
        company = gateway(name)
    except LookupError as error:
        raise Http404 from error
    now = timezone.now()
    try:
        notice = company.read_webhook(request.read(WEBHOOK_MAX_BYTES + 1), request.headers, now)
    except BadWebhook:
        return HttpResponseBadRequest()
    payment_id = _payment(name, notice)
    if payment_id is not None and (kept := keep_notice(name, notice, payment_id, now=now)):
        soon(handle_notice, kept)
    return HttpResponse()


def _payment(name: str, notice: Notice) -> int | None:
    """By its own number or by that of its money; neither says anything while it is empty."""
    number = notice.provider_id
    own = Q(provider_id=number) & ~Q(provider_id="") | Q(money_id=number) & ~Q(money_id="")
    return Payment.objects.filter(own, gateway=name).values_list("pk", flat=True).first() if number else None
