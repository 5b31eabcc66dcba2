"""What payment companies tell us. A notice is a hint: what is true is asked back."""

from django.db import DatabaseError, IntegrityError, transaction
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from bookings.errors import TryAgain
from bookings.retrying import MovedMeanwhile, is_passing, retried
from checkout.gateways import BadWebhook, GatewayUnavailable, Notice, Report, gateway
from checkout.gateways.protocol import WEBHOOK_MAX_BYTES
from checkout.models import Payment, WebhookEvent
from checkout.operations import apply_report
from checkout.operations.reports import ask

UNAVAILABLE = 503  # the provider sends it again


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, name: str) -> HttpResponse:
    """200 once its effect is stored, or where it has none; 400 without detail for what is not the provider's."""
    try:
        company = gateway(name)
    except LookupError as error:
        raise Http404 from error
    try:
        notice = company.read_webhook(request.read(WEBHOOK_MAX_BYTES + 1), request.headers, timezone.now())
    except BadWebhook:
        return HttpResponseBadRequest()
    payment = _payment(name, notice.provider_id)
    if payment is None or WebhookEvent.objects.filter(gateway=name, event_id=notice.event_id[:120]).exists():
        return HttpResponse()
    try:
        report = ask(payment)
    except GatewayUnavailable:
        return HttpResponse(status=UNAVAILABLE)
    try:
        _store(name, notice, payment, report)
    except (DatabaseError, TryAgain, MovedMeanwhile) as error:
        if not is_passing(error):
            raise
        return HttpResponse(status=UNAVAILABLE)
    return HttpResponse()


def _payment(name: str, number: str) -> Payment | None:
    """By its own number or by that of its money; neither says anything while it is empty."""
    own = Q(provider_id=number) & ~Q(provider_id="") | Q(money_id=number) & ~Q(money_id="")
    return Payment.objects.filter(own, gateway=name).first()


@retried
def _store(name: str, notice: Notice, payment: Payment, report: Report) -> None:
    """The event's row and its effect, both or neither; the same event at the same time has its effect once."""
    now = timezone.now()
    try:
        with transaction.atomic():
            WebhookEvent.objects.create(
                gateway=name, event_id=notice.event_id[:120], kind=notice.kind[:60], received_at=now
            )
            apply_report(payment, report, now=now)
    except IntegrityError:
        if not WebhookEvent.objects.filter(gateway=name, event_id=notice.event_id[:120]).exists():
            raise
